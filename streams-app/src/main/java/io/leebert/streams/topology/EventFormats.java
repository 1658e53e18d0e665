package io.leebert.streams.topology;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leebert.schemas.event.TextEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** The three formats of the input topic. */
public final class EventFormats {
  private static final ObjectReader JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build().reader();

  private EventFormats() {}

  /**
   * Avro, by any deserializer in the Confluent wire format.
   *
   * @param deserializer configured to give {@link TextEvent}s; used by many threads, as Confluent's
   *     and our own may be
   */
  public static EventFormat avro(Deserializer<?> deserializer) {
    return (topic, headers, value) -> {
      Object event = deserializer.deserialize(topic, headers, value);
      if (event instanceof TextEvent textEvent) {
        return textEvent;
      }
      throw new UnreadableEventException(
          "expected a TextEvent, found "
              + (event == null ? "nothing" : event.getClass().getName()));
    };
  }

  /** A JSON object with {@code text}, and perhaps {@code secondText} and {@code id}. */
  public static EventFormat json() {
    return (topic, headers, value) -> {
      JsonNode node;
      try {
        node = JSON.readTree(value);
      } catch (JsonProcessingException e) {
        throw new UnreadableEventException("expected JSON: " + e.getOriginalMessage(), e);
      } catch (IOException e) {
        throw new UnreadableEventException("expected JSON: " + e.getMessage(), e);
      }
      if (!node.isObject()) {
        throw new UnreadableEventException(
            "expected a JSON object such as {\"text\": \"...\"}, found "
                + (node.isMissingNode() ? "nothing" : node.getNodeType()));
      }
      String text = field(node, "text");
      if (text == null) {
        throw new UnreadableEventException("the JSON object has no field \"text\"");
      }
      return new TextEvent(text, field(node, "secondText"), field(node, "id"));
    };
  }

  /** The whole value is the text, in UTF-8. */
  public static EventFormat text() {
    return (topic, headers, value) -> {
      try {
        String text =
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(value))
                .toString();
        return new TextEvent(text, null, null);
      } catch (CharacterCodingException e) {
        throw new UnreadableEventException("expected text in UTF-8, found other bytes", e);
      }
    };
  }

  private static @Nullable String field(JsonNode node, String name) {
    JsonNode field = node.get(name);
    if (field == null || field.isNull()) {
      return null;
    }
    boolean numberedId = name.equals("id") && field.isNumber();
    if (!field.isTextual() && !numberedId) {
      throw new UnreadableEventException(
          "field \"" + name + "\" must be a string, found " + field.getNodeType());
    }
    return field.asText();
  }
}
