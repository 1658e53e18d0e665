package io.leebert.streams.topology;

import io.leebert.schemas.event.TextEvent;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.util.Utf8;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Avro records of any schema that has the named fields, by any deserializer of the Confluent wire
 * format.
 */
final class AvroFormat implements EventFormat {
  private final Deserializer<?> deserializer;
  private final EventFields fields;

  AvroFormat(Deserializer<?> deserializer, EventFields fields) {
    this.deserializer = deserializer;
    this.fields = fields;
  }

  @Override
  public TextEvent read(String topic, Headers headers, byte[] value) {
    Object event = deserializer.deserialize(topic, headers, value);
    if (!(event instanceof IndexedRecord root)) {
      throw new UnreadableEventException(
          "expected an Avro record, found "
              + (event == null ? "nothing" : event.getClass().getName()));
    }
    Object text = at(root, fields.text(), true);
    if (text == null) {
      throw new UnreadableEventException("field " + fields.text() + " is null, expected a text");
    }
    Object second = at(root, fields.secondText(), false);
    return new TextEvent(
        string(text, fields.text()),
        second == null ? null : string(second, fields.secondText()),
        id(at(root, fields.id(), false)));
  }

  /** The field, or null where it is null, or missing and not required. */
  private static @Nullable Object at(IndexedRecord root, EventFields.Path path, boolean required) {
    Object value = root;
    for (String step : path.steps()) {
      if (!(value instanceof IndexedRecord record)) {
        if (required && value != null) {
          throw new UnreadableEventException(
              "field " + path + " leads through what is no record, but " + kind(value));
        }
        return null;
      }
      Schema.Field field = record.getSchema().getField(step);
      if (field == null) {
        if (required) {
          throw new UnreadableEventException(
              "schema "
                  + record.getSchema().getFullName()
                  + " has no field \""
                  + step
                  + "\"; it has "
                  + names(record.getSchema())
                  + " (leebert.input.text.field names the one with the text)");
        }
        return null;
      }
      value = record.get(field.pos());
    }
    return value;
  }

  private static String names(Schema schema) {
    return schema.getFields().stream().map(Schema.Field::name).collect(Collectors.joining(", "));
  }

  private static String string(Object value, EventFields.Path path) {
    if (value instanceof Utf8 utf8) {
      return Utf8Text.of(
          ByteBuffer.wrap(utf8.getBytes(), 0, utf8.getByteLength()), "field " + path);
    }
    if (value instanceof CharSequence text) {
      return text.toString();
    }
    throw new UnreadableEventException("field " + path + " must be a string, found " + kind(value));
  }

  private @Nullable String id(@Nullable Object value) {
    return value instanceof Integer || value instanceof Long
        ? value.toString()
        : value == null ? null : string(value, fields.id());
  }

  private static String kind(Object value) {
    return value instanceof IndexedRecord record
        ? "a record of schema " + record.getSchema().getFullName()
        : value.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }
}
