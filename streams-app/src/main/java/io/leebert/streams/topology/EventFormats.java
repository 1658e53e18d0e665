package io.leebert.streams.topology;

import io.leebert.schemas.event.TextEvent;
import org.apache.kafka.common.serialization.Deserializer;

/** The three formats of the input topic. */
public final class EventFormats {
  private EventFormats() {}

  /**
   * Avro records of any schema with a text among its fields, by any deserializer in the Confluent
   * wire format.
   *
   * @param deserializer configured to give Avro records, best generic ones, whose strings are still
   *     the bytes that came; used by many threads, as Confluent's and our own may be
   */
  public static EventFormat avro(Deserializer<?> deserializer, EventFields fields) {
    return new AvroFormat(deserializer, fields);
  }

  /** Avro records with the fields of {@code TextEvent}. */
  public static EventFormat avro(Deserializer<?> deserializer) {
    return avro(deserializer, EventFields.USUAL);
  }

  /** JSON objects in UTF-8 with a text among their fields, and perhaps a second text and an id. */
  public static EventFormat json(EventFields fields) {
    return new JsonFormat(fields);
  }

  /** JSON objects with the fields of {@code TextEvent}. */
  public static EventFormat json() {
    return json(EventFields.USUAL);
  }

  /** The whole value is the text, in UTF-8. */
  public static EventFormat text() {
    return (topic, headers, value) -> new TextEvent(Utf8Text.of(value, "text"), null, null);
  }
}
