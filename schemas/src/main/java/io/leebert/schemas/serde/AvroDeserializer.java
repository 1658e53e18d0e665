package io.leebert.schemas.serde;

import io.leebert.schemas.event.TrustedTypes;
import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro records in the Confluent wire format, whatever schema they were written with, into a
 * generated type or, where {@code specific.avro.reader} is false, into generic records of the
 * writer's schema, whose strings are left as the bytes that came. Schema ids are read in all forms
 * that Confluent's clients write: byte 0 and a 4-byte id, byte 1 and a 16-byte GUID, or either of
 * them in the record header {@code __key_schema_id} or {@code __value_schema_id}.
 *
 * <p>Configured like {@link AvroSerializer}. The type is given to the constructor, or as {@code
 * specific.avro.reader.class}, or else found by the name of the writer's schema. Safe for use by
 * many threads.
 *
 * @param <T> the generated type, or {@code GenericRecord}
 */
public final class AvroDeserializer<T extends IndexedRecord> implements Deserializer<T> {

  private final Map<Schema, DatumReader<T>> readers = new ConcurrentHashMap<>();
  private @Nullable Class<T> type;
  private @Nullable SchemaRegistry registry;
  private boolean isKey;
  private boolean generic;

  /** Made by Kafka; {@link #configure} comes before use. */
  public AvroDeserializer() {}

  /** Reads into a type, whatever {@code specific.avro.reader.class} says. */
  public AvroDeserializer(Class<T> type) {
    this.type = type;
  }

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    SerdeConfig config = new SerdeConfig(configs);
    this.registry = config.registry();
    this.isKey = isKey;
    this.generic = type == null && !config.specific();
    String readerClass = config.readerClass();
    if (!generic && type == null && readerClass != null) {
      this.type = ReaderTypes.configured(readerClass);
    }
  }

  /** Reads bytes without headers; see {@link #deserialize(String, Headers, byte[])}. */
  @Override
  public @Nullable T deserialize(String topic, byte @Nullable [] data) {
    return deserialize(topic, null, data);
  }

  /**
   * Reads a record; null stays null.
   *
   * @throws SerializationException naming the topic and the cause (the caller knows partition and
   *     offset); it is a {@link RegistryUnavailableException} when the registry, not the record, is
   *     to blame
   */
  @Override
  public @Nullable T deserialize(String topic, @Nullable Headers headers, byte @Nullable [] data) {
    if (data == null) {
      return null;
    }
    SchemaRegistry current = registry;
    if (current == null) {
      throw new IllegalStateException("AvroDeserializer was not configured");
    }
    try {
      WireFormat.Frame frame = WireFormat.read(headers, isKey, data);
      Schema writer = writer(current, topic, frame.schema());
      return read(frame, writer);
    } catch (RegistryUnavailableException e) {
      throw new RegistryUnavailableException(failure(topic, data, e), e);
    } catch (RegistryException e) {
      throw new RegistryException(failure(topic, data, e), e);
    } catch (IllegalArgumentException e) {
      throw new SerializationException(failure(topic, data, e), e);
    }
  }

  private Schema writer(SchemaRegistry current, String topic, SchemaReference reference) {
    if (reference instanceof SchemaReference.Id id) {
      return current.byId(id.value(), Subjects.of(topic, isKey));
    }
    return current.byGuid(((SchemaReference.Guid) reference).value());
  }

  private T read(WireFormat.Frame frame, Schema writer) {
    int length = frame.bytes().length - frame.offset();
    BinaryDecoder decoder =
        DecoderFactory.get().binaryDecoder(frame.bytes(), frame.offset(), length, null);
    T record = decode(decoder, length, frame, writer);
    int left;
    try {
      left = decoder.inputStream().available();
    } catch (IOException e) {
      throw new IllegalStateException("Reading from memory failed", e);
    }
    if (left > 0) {
      throw new IllegalArgumentException(
          left
              + " of "
              + length
              + " bytes are left over after a record of schema "
              + name(frame, writer)
              + ": the data was not written with it");
    }
    return record;
  }

  /**
   * Avro fails in many ways on bytes that were written otherwise; none of them may look like a
   * fault of ours.
   */
  @SuppressWarnings("NullAway") // Avro makes a new record when it is given none to fill
  private T decode(BinaryDecoder decoder, int length, WireFormat.Frame frame, Schema writer) {
    try {
      return readers.computeIfAbsent(writer, this::reader).read(null, decoder);
    } catch (EOFException e) {
      throw new IllegalArgumentException(
          "the data is cut short: its "
              + length
              + " bytes end within a record of schema "
              + name(frame, writer),
          e);
    } catch (StackOverflowError e) {
      // A schema may hold itself, and then the data decides how deep.
      throw new IllegalArgumentException(
          "the data is nested too deeply for schema " + name(frame, writer), e);
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          "the data cannot be read with schema " + name(frame, writer) + ": " + Causes.message(e),
          e);
    }
  }

  private static String name(WireFormat.Frame frame, Schema writer) {
    return writer.getFullName() + " (" + frame.schema() + ")";
  }

  private DatumReader<T> reader(Schema writer) {
    if (generic) {
      return new GenericStringReader<>(writer);
    }
    Class<T> target = type == null ? ReaderTypes.named(writer) : type;
    SpecificData model = SpecificData.getForClass(target);
    Schema own = model.getSchema(target);
    if (type != null) {
      TrustedTypes.add(own); // the user named it, not the data
    }
    return new SpecificDatumReader<>(writer, own, model);
  }

  private String failure(String topic, byte[] data, Exception cause) {
    return "Cannot read the "
        + (isKey ? "key" : "value")
        + " ("
        + data.length
        + " bytes) of a record of topic "
        + topic
        + ": "
        + Causes.message(cause);
  }
}
