package io.leebert.deploy.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.deploy.broker.EmbeddedRegistry;
import io.leebert.schemas.event.ModelManifest;
import io.leebert.schemas.event.Prediction;
import io.leebert.schemas.event.SourceCoordinates;
import io.leebert.schemas.event.TextEvent;
import io.leebert.schemas.event.Timings;
import io.leebert.schemas.serde.AvroSerde;
import io.leebert.schemas.serde.RegistryException;
import io.leebert.schemas.serde.RegistryUnavailableException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.avro.shaded.org.apache.avro.Schema;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericData;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our serdes against a real registry, and through it against Confluent's own client, in both
 * directions.
 */
class SerdeAgainstRealRegistryIT {

  private static EmbeddedRegistry registry;

  @BeforeAll
  static void startRegistry(@TempDir Path folder) {
    registry = EmbeddedRegistry.start(folder);
  }

  @AfterAll
  static void stopRegistry() {
    registry.close();
  }

  private static <T extends SpecificRecord> AvroSerde<T> serde(Class<T> type, Object... pairs) {
    Map<String, Object> settings = new HashMap<>(Map.of("schema.registry.url", registry.url()));
    for (int i = 0; i < pairs.length; i += 2) {
      settings.put((String) pairs[i], pairs[i + 1]);
    }
    AvroSerde<T> serde = AvroSerde.of(type);
    serde.configure(settings, false);
    return serde;
  }

  private static Prediction prediction() {
    return Prediction.newBuilder()
        .setLabel("refund")
        .setConfidence(0.75f)
        .setProbabilities(Map.of("refund", 0.75f, "other", 0.25f))
        .setExitLayer(3)
        .setLayers(12)
        .setPatience(2)
        .setModel("shop")
        .setModelVersion("1")
        .setTimings(new Timings(1L, 2L, 3L, 4, 5L, 6L))
        .setSource(
            new SourceCoordinates("text-events", 1, 42L, Instant.parse("2026-01-01T00:00:00.123Z")))
        .build();
  }

  @Test
  void aRecordPassesThroughTwoSerdesThatKnowOnlyTheRegistry() {
    byte[] bytes = serde(Prediction.class).serializer().serialize("predictions", prediction());
    assertThat(serde(Prediction.class).deserializer().deserialize("predictions", bytes))
        .isEqualTo(prediction());
  }

  @Test
  void confluentsClientReadsWhatWeWrite() throws Exception {
    byte[] bytes = serde(Prediction.class).serializer().serialize("to-confluent", prediction());

    GenericRecord read = new ConfluentClient(registry.url()).read(bytes);

    assertThat(read.get("label")).hasToString("refund");
    assertThat(read.get("exitLayer")).isEqualTo(3);
    assertThat(((GenericRecord) read.get("source")).get("offset")).isEqualTo(42L);
    assertThat(((GenericRecord) read.get("timings")).get("batchRows")).isEqualTo(4);
  }

  @Test
  void weReadWhatConfluentsClientWrites() throws Exception {
    Schema schema = new Schema.Parser().parse(TextEvent.getClassSchema().toString());
    GenericRecord record = new GenericData.Record(schema);
    record.put("text", "grüße");
    record.put("id", "7");

    byte[] bytes = new ConfluentClient(registry.url()).write("from-confluent-value", record);

    assertThat(serde(TextEvent.class).deserializer().deserialize("from-confluent", bytes))
        .isEqualTo(new TextEvent("grüße", null, "7"));
  }

  @Test
  void bothClientsGiveTheSameSchemaTheSameIdAndTheSameBytes() throws Exception {
    Schema schema = new Schema.Parser().parse(TextEvent.getClassSchema().toString());
    GenericRecord record = new GenericData.Record(schema);
    record.put("text", "hello");

    byte[] theirs = new ConfluentClient(registry.url()).write("same-value", record);
    byte[] ours =
        serde(TextEvent.class).serializer().serialize("same", new TextEvent("hello", null, null));

    assertThat(ours).isEqualTo(theirs);
  }

  @Test
  void aProducerOfAnotherLanguageMayUseAnOlderSchema() throws Exception {
    Schema old =
        new Schema.Parser()
            .parse(
                "{\"type\":\"record\",\"name\":\"TextEvent\",\"namespace\":\"io.leebert.schemas.event\","
                    + "\"fields\":[{\"name\":\"text\",\"type\":\"string\"}]}");
    GenericRecord record = new GenericData.Record(old);
    record.put("text", "short");
    byte[] bytes = new ConfluentClient(registry.url()).write("older-value", record);
    assertThat(serde(TextEvent.class).deserializer().deserialize("older", bytes))
        .isEqualTo(new TextEvent("short", null, null));
  }

  @Test
  void withoutAutoRegistrationTheRegistrysRefusalIsShown() {
    var serializer = serde(TextEvent.class, "auto.register.schemas", false).serializer();
    TextEvent event = new TextEvent("hello", null, null);
    assertThatThrownBy(() -> serializer.serialize("unregistered", event))
        .isInstanceOf(RegistryException.class)
        .hasMessageContainingAll(
            "topic unregistered", "unregistered-value", registry.url(), "HTTP 404");
    byte[] registered = serde(TextEvent.class).serializer().serialize("unregistered", event);
    assertThat(serializer.serialize("unregistered", event)).isEqualTo(registered);
  }

  @Test
  void theLatestSchemaIsFound() {
    TextEvent event = new TextEvent("hello", null, null);
    byte[] registered = serde(TextEvent.class).serializer().serialize("latest", event);
    var serializer =
        serde(TextEvent.class, "auto.register.schemas", false, "use.latest.version", true)
            .serializer();
    assertThat(serializer.serialize("latest", event)).isEqualTo(registered);
  }

  @Test
  void anUnknownIdIsNamed() {
    byte[] bytes = ByteBuffer.allocate(6).put((byte) 0).putInt(987654).array();
    assertThatThrownBy(
            () -> serde(TextEvent.class).deserializer().deserialize("text-events", bytes))
        .isInstanceOf(RegistryException.class)
        .hasMessageContainingAll("topic text-events", "schema id 987654", "HTTP 404");
  }

  @Test
  void anUnknownGuidIsNamed() {
    byte[] bytes = ByteBuffer.allocate(18).put((byte) 1).putLong(1).putLong(2).array();
    assertThatThrownBy(
            () -> serde(TextEvent.class).deserializer().deserialize("text-events", bytes))
        .isInstanceOf(RegistryException.class)
        .hasMessageContainingAll(
            "topic text-events", "00000000-0000-0001-0000-000000000002", "HTTP 404");
  }

  @Test
  void aSchemaThatBreaksItsReadersIsRefused() throws Exception {
    serde(TextEvent.class).serializer().serialize("guarded", new TextEvent("hello", null, null));
    put("/config/guarded-value", "{\"compatibility\": \"BACKWARD\"}");
    var serializer = serde(ModelManifest.class).serializer();
    assertThatThrownBy(() -> serializer.serialize("guarded", new ModelManifest()))
        .isInstanceOf(RegistryException.class)
        .hasMessageContainingAll(
            "topic guarded", "not compatible with the subject's earlier ones", "HTTP 409");
  }

  private static void put(String path, String json) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(registry.url() + path))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .PUT(HttpRequest.BodyPublishers.ofString(json))
            .build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
  }

  @Test
  void aRegistryThatDiesIsToldApartAndKnownSchemasKeepWorking(@TempDir Path folder) {
    EmbeddedRegistry mortal = EmbeddedRegistry.start(folder);
    AvroSerde<TextEvent> serde = AvroSerde.of(TextEvent.class);
    serde.configure(Map.of("schema.registry.url", mortal.url(), "max.retries", 0), false);
    TextEvent event = new TextEvent("hello", null, null);
    byte[] bytes = serde.serializer().serialize("text-events", event);
    assertThat(serde.deserializer().deserialize("text-events", bytes)).isEqualTo(event);

    mortal.close();

    assertThat(serde.serializer().serialize("text-events", event)).isEqualTo(bytes);
    assertThat(serde.deserializer().deserialize("text-events", bytes)).isEqualTo(event);
    assertThatThrownBy(() -> serde.serializer().serialize("other-topic", event))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContainingAll("topic other-topic", mortal.url(), "cannot be reached");
  }
}
