package io.leebert.schemas.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leebert.schemas.event.ModelManifest;
import java.util.Map;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;

/**
 * Holds a manifest's JSON against the schema field by field. Avro's JSON decoder knows no schema
 * resolution: it fails on a missing field even where there is a default. Here a field that is
 * missing gets its default, a field of a later release is left out, and one that does not fit is
 * named with its path.
 */
final class ManifestFields {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ManifestFields() {}

  static JsonNode complete(JsonNode root, String where) {
    return complete(root, ModelManifest.getClassSchema(), where, "");
  }

  private static JsonNode complete(JsonNode node, Schema schema, String where, String path) {
    return switch (schema.getType()) {
      case RECORD -> completeRecord(node, schema, where, path);
      case ARRAY -> {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        require(node.isArray(), node, "an array", where, path);
        for (int i = 0; i < node.size(); i++) {
          array.add(complete(node.get(i), schema.getElementType(), where, path + "[" + i + "]"));
        }
        yield array;
      }
      case MAP -> {
        ObjectNode map = JsonNodeFactory.instance.objectNode();
        require(node.isObject(), node, "an object", where, path);
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
          map.set(
              entry.getKey(),
              complete(
                  entry.getValue(), schema.getValueType(), where, path + "." + entry.getKey()));
        }
        yield map;
      }
      case STRING -> require(node.isTextual(), node, "a string", where, path);
      case BOOLEAN -> require(node.isBoolean(), node, "true or false", where, path);
      case INT ->
          require(node.isIntegralNumber() && node.canConvertToInt(), node, "an int", where, path);
      case LONG ->
          require(node.isIntegralNumber() && node.canConvertToLong(), node, "a long", where, path);
      case FLOAT, DOUBLE -> require(node.isNumber(), node, "a number", where, path);
      default ->
          throw new IllegalStateException(
              "The manifest's schema now has a " + schema.getType() + " at " + path);
    };
  }

  private static ObjectNode completeRecord(
      JsonNode node, Schema schema, String where, String path) {
    require(node.isObject(), node, "an object", where, path);
    ObjectNode record = JsonNodeFactory.instance.objectNode();
    for (Schema.Field field : schema.getFields()) {
      String fieldPath = path.isEmpty() ? field.name() : path + "." + field.name();
      JsonNode value = node.get(field.name());
      if (value != null) {
        record.set(field.name(), complete(value, field.schema(), where, fieldPath));
      } else if (field.hasDefaultValue()) {
        record.set(field.name(), defaultOf(field));
      } else {
        throw new BundleException(
            where + " lacks the field " + fieldPath + " (" + field.doc() + ")");
      }
    }
    return record;
  }

  private static JsonNode defaultOf(Schema.Field field) {
    Object value = field.defaultVal();
    return value == JsonProperties.NULL_VALUE
        ? JsonNodeFactory.instance.nullNode()
        : JSON.valueToTree(value);
  }

  private static JsonNode require(
      boolean fits, JsonNode node, String expected, String where, String path) {
    if (!fits) {
      throw new BundleException(
          where
              + ": "
              + (path.isEmpty() ? "the manifest" : "field " + path)
              + " is "
              + shortened(node)
              + ", expected "
              + expected);
    }
    return node;
  }

  /** A value as JSON, cut where it is too long to read. */
  static String shortened(JsonNode node) {
    String text = node.toString();
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
