package io.leebert.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.leebert.schemas.event.TextEvent;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpRegistryTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Schema SCHEMA = TextEvent.getClassSchema();

  private final FakeRegistry server;

  HttpRegistryTest() throws Exception {
    server = new FakeRegistry();
  }

  private SchemaRegistry registry;

  @BeforeEach
  void connect() {
    registry = new SerdeConfig(Map.of("schema.registry.url", server.url() + "/api/")).registry();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String schemaAnswer(Schema schema) {
    return JSON.createObjectNode().put("id", 7).put("schema", schema.toString()).toString();
  }

  @Test
  void aSchemaIsRegisteredOnceUnderItsSubject() throws Exception {
    server.answers("/api/subjects/text-events-value/versions", 200, "{\"id\": 7}");

    assertThat(registry.register("text-events-value", SCHEMA)).isEqualTo(7);
    assertThat(registry.register("text-events-value", SCHEMA)).isEqualTo(7);

    assertThat(server.requests).hasSize(1);
    FakeRegistry.Request request = server.requests.get(0);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.contentType()).isEqualTo("application/vnd.schemaregistry.v1+json");
    String sent = JSON.readTree(request.body()).path("schema").textValue();
    assertThat(new Schema.Parser().parse(sent)).isEqualTo(SCHEMA);
  }

  @Test
  void aSchemaIsLookedUpWithoutBeingRegistered() {
    server.answers("/api/subjects/t-value", 200, schemaAnswer(SCHEMA));
    assertThat(registry.idOf("t-value", SCHEMA)).isEqualTo(7);
    assertThat(server.requests.get(0).path()).isEqualTo("/api/subjects/t-value");
  }

  @Test
  void theLatestSchemaComesWithItsId() {
    server.answers("/api/subjects/t-value/versions/latest", 200, schemaAnswer(SCHEMA));
    assertThat(registry.latest("t-value")).isEqualTo(new SchemaRegistry.Registered(7, SCHEMA));
  }

  @Test
  void aSchemaIsReadByIdOnce() {
    server.answers("/api/schemas/ids/7", 200, schemaAnswer(SCHEMA));
    assertThat(registry.byId(7, "a b-value")).isEqualTo(SCHEMA);
    assertThat(registry.byId(7, "a b-value")).isEqualTo(SCHEMA);
    assertThat(server.requests)
        .extracting(FakeRegistry.Request::path)
        .containsExactly("/api/schemas/ids/7?fetchMaxId=false&subject=a%20b-value");
  }

  @Test
  void aSchemaIsReadByGuid() {
    UUID guid = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");
    server.answers("/api/schemas/guids/" + guid, 200, schemaAnswer(SCHEMA));
    assertThat(registry.byGuid(guid)).isEqualTo(SCHEMA);
  }

  @Test
  void schemasThatASchemaRefersToAreReadFirst() {
    String inner =
        "{\"type\":\"record\",\"name\":\"a.Inner\",\"fields\":[{\"name\":\"x\",\"type\":\"int\"}]}";
    String outer =
        "{\"type\":\"record\",\"name\":\"a.Outer\",\"fields\":[{\"name\":\"i\",\"type\":\"a.Inner\"}]}";
    server.answers(
        "/api/subjects/inner/versions/3",
        200,
        JSON.createObjectNode().put("schema", inner).toString());
    var answer = JSON.createObjectNode().put("schema", outer);
    answer
        .putArray("references")
        .addObject()
        .put("name", "a.Inner")
        .put("subject", "inner")
        .put("version", 3);
    server.answers("/api/schemas/ids/9", 200, answer.toString());

    Schema schema = registry.byId(9, "t-value");

    assertThat(schema.getField("i").schema().getField("x").schema().getType())
        .isEqualTo(Schema.Type.INT);
  }

  @Test
  void anUnknownIdIsNamedWithTheRegistryAndItsWords() {
    server.answers(
        "/api/schemas/ids/99",
        404,
        "{\"error_code\": 40403, \"message\": \"Schema 99 not found\"}");
    assertThatThrownBy(() -> registry.byId(99, "t-value"))
        .isInstanceOf(RegistryException.class)
        .hasMessageContainingAll(
            "refused schema id 99",
            "unknown there",
            server.url(),
            "HTTP 404",
            "Schema 99 not found (error code 40403)");
  }

  @Test
  void aFailureIsAskedAgainNextTime() {
    assertThatThrownBy(() -> registry.byId(7, "t-value")).isInstanceOf(RegistryException.class);
    server.answers("/api/schemas/ids/7", 200, schemaAnswer(SCHEMA));
    assertThat(registry.byId(7, "t-value")).isEqualTo(SCHEMA);
  }

  @Test
  void anIncompatibleSchemaIsToldApart() {
    server.answers(
        "/api/subjects/t-value/versions",
        409,
        "{\"error_code\": 409, \"message\": \"field x gone\"}");
    assertThatThrownBy(() -> registry.register("t-value", SCHEMA))
        .isInstanceOf(RegistryException.class)
        .hasMessageContainingAll(
            "to register schema io.leebert.schemas.event.TextEvent under subject t-value",
            "not compatible with the subject's earlier ones",
            "field x gone");
  }

  @Test
  void answersThatMakeNoSenseAreShown() {
    server.answers("/api/schemas/ids/1", 200, "<html>a proxy's page</html>");
    assertThatThrownBy(() -> registry.byId(1, "s"))
        .hasMessageContainingAll("no JSON", "a proxy's page");
    server.answers(
        "/api/schemas/ids/2", 200, "{\"schemaType\": \"PROTOBUF\", \"schema\": \"syntax\"}");
    assertThatThrownBy(() -> registry.byId(2, "s"))
        .hasMessageContaining("of type PROTOBUF, expected AVRO");
    server.answers("/api/schemas/ids/3", 200, "{\"schema\": \"{\\\"type\\\": \\\"nonsense\\\"}\"}");
    assertThatThrownBy(() -> registry.byId(3, "s")).hasMessageContaining("no Avro schema");
    server.answers("/api/subjects/t/versions", 200, "{\"id\": 99999999999}");
    assertThatThrownBy(() -> registry.register("t", SCHEMA))
        .hasMessageContaining("without an id that fits 4 bytes");
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    try (FakeRegistry elsewhere = new FakeRegistry()) {
      server.answers("/api/schemas/ids/1", 302, elsewhere.url());
      assertThatThrownBy(() -> registry.byId(1, "s"))
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining("HTTP 302");
      assertThat(elsewhere.requests).isEmpty();
    }
  }
}
