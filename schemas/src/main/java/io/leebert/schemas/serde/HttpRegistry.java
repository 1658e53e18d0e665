package io.leebert.schemas.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * A registry that speaks Confluent's REST interface: Confluent's own, Apicurio, Karapace, Redpanda.
 */
final class HttpRegistry implements SchemaRegistry {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final RegistryTransport transport;

  HttpRegistry(RegistryTransport transport) {
    this.transport = transport;
  }

  @Override
  public int register(String subject, Schema schema) {
    String asked = "to register schema " + schema.getFullName() + " under subject " + subject;
    JsonNode answer = read(transport.post(subjectPath(subject) + "/versions", body(schema)), asked);
    return id(answer, asked);
  }

  @Override
  public int idOf(String subject, Schema schema) {
    String asked =
        "to look up schema "
            + schema.getFullName()
            + " under subject "
            + subject
            + " ("
            + SerdeConfig.AUTO_REGISTER
            + " is false)";
    return id(read(transport.post(subjectPath(subject), body(schema)), asked), asked);
  }

  @Override
  public Registered latest(String subject) {
    String asked = "the latest schema of subject " + subject;
    JsonNode answer = read(transport.get(subjectPath(subject) + "/versions/latest"), asked);
    return new Registered(id(answer, asked), schema(answer, asked));
  }

  @Override
  public Schema byId(int id, String subject) {
    String asked = "schema id " + id;
    String path = "/schemas/ids/" + id + "?fetchMaxId=false&subject=" + encode(subject);
    return schema(read(transport.get(path), asked), asked);
  }

  @Override
  public Schema byGuid(UUID guid) {
    String asked = "schema GUID " + guid;
    return schema(read(transport.get("/schemas/guids/" + guid), asked), asked);
  }

  /** Reads the schema out of an answer, the schemas it refers to first. */
  private Schema schema(JsonNode answer, String asked) {
    Schema.Parser parser = new Schema.Parser();
    return parse(parser, answer, asked);
  }

  private Schema parse(Schema.Parser parser, JsonNode answer, String asked) {
    String type = answer.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw new RegistryException(
          "the schema registry at "
              + transport
              + " gave for "
              + asked
              + " a schema of type "
              + type
              + ", expected AVRO");
    }
    for (JsonNode reference : answer.path("references")) {
      String name = reference.path("name").asText();
      if (!parser.getTypes().containsKey(name)) {
        String referred = name + ", which " + asked + " refers to";
        String path =
            subjectPath(reference.path("subject").asText())
                + "/versions/"
                + reference.path("version").asInt();
        parse(parser, read(transport.get(path), referred), referred);
      }
    }
    try {
      return parser.parse(answer.path("schema").asText());
    } catch (SchemaParseException e) {
      throw new RegistryException(
          "the schema registry at "
              + transport
              + " gave for "
              + asked
              + " what is no Avro schema: "
              + e.getMessage(),
          e);
    }
  }

  private static JsonNode read(RegistryTransport.Answer answer, String asked) {
    if (answer.status() != 200) {
      throw RegistryErrors.refusal(answer, asked);
    }
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new RegistryException(
          "the schema registry at "
              + answer.endpoint()
              + " answered "
              + asked
              + " with what is no JSON: "
              + RegistryErrors.message(answer.body()),
          e);
    }
  }

  private int id(JsonNode answer, String asked) {
    if (!answer.path("id").canConvertToInt() || !answer.path("id").isIntegralNumber()) {
      throw new RegistryException(
          "the schema registry at "
              + transport
              + " answered "
              + asked
              + " without an id that fits 4 bytes: "
              + RegistryErrors.message(answer.toString()));
    }
    return answer.path("id").intValue();
  }

  private static String body(Schema schema) {
    return JSON.createObjectNode().put("schema", schema.toString()).toString();
  }

  private static String subjectPath(String subject) {
    return "/subjects/" + encode(subject);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public String toString() {
    return transport.toString();
  }
}
