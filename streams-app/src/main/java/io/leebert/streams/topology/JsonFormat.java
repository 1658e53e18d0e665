package io.leebert.streams.topology;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leebert.schemas.event.TextEvent;
import java.util.Locale;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object in UTF-8 (RFC 8259) and nothing after it. Keys that stand twice are refused:
 * which of the two was meant nobody can tell.
 */
final class JsonFormat implements EventFormat {
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build()
          .reader();

  private final EventFields fields;

  JsonFormat(EventFields fields) {
    this.fields = fields;
  }

  @Override
  public TextEvent read(String topic, Headers headers, byte[] value) {
    String json = Utf8Text.of(value, "the JSON");
    if (!json.isEmpty() && json.charAt(0) == BYTE_ORDER_MARK) {
      json = json.substring(1);
    }
    JsonNode node;
    try {
      node = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UnreadableEventException("expected JSON: " + e.getOriginalMessage(), e);
    }
    if (!node.isObject()) {
      throw new UnreadableEventException(
          "expected a JSON object such as {"
              + fields.text()
              + ": \"...\"}, found "
              + (node.isMissingNode() ? "nothing" : kind(node)));
    }
    JsonNode text = at(node, fields.text());
    if (text == null) {
      throw new UnreadableEventException("the JSON object has no field " + fields.text());
    }
    JsonNode second = at(node, fields.secondText());
    return new TextEvent(
        string(text, fields.text()),
        second == null ? null : string(second, fields.secondText()),
        id(at(node, fields.id())));
  }

  /** The field, or null where it is missing or null. */
  private static @Nullable JsonNode at(JsonNode object, EventFields.Path path) {
    JsonNode node = object;
    for (String step : path.steps()) {
      node = node.path(step);
    }
    return node.isMissingNode() || node.isNull() ? null : node;
  }

  private static String string(JsonNode field, EventFields.Path path) {
    if (!field.isTextual()) {
      throw new UnreadableEventException(
          "field " + path + " must be a string, found " + kind(field));
    }
    return field.textValue();
  }

  private @Nullable String id(@Nullable JsonNode field) {
    if (field == null) {
      return null;
    }
    if (!field.isTextual() && !field.isIntegralNumber()) {
      throw new UnreadableEventException(
          "field " + fields.id() + " must be a string or a whole number, found " + kind(field));
    }
    return field.asText();
  }

  private static String kind(JsonNode node) {
    return node.getNodeType().name().toLowerCase(Locale.ROOT);
  }
}
