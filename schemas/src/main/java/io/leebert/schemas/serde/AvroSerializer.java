package io.leebert.schemas.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes Avro records in the Confluent wire format: byte 0, the schema's 4-byte id, the Avro bytes.
 * The schema is registered under {@code <topic>-key} or {@code <topic>-value} at the first record.
 *
 * <p>Chosen by class name and configured like Confluent's: {@code schema.registry.url} (several by
 * comma, or {@code mock://scope}), {@code auto.register.schemas}, {@code use.latest.version},
 * {@code basic.auth.credentials.source}, {@code basic.auth.user.info}. Safe for use by many
 * threads.
 *
 * @param <T> the generated type, or {@code GenericRecord}
 */
public final class AvroSerializer<T extends IndexedRecord> implements Serializer<T> {

  private @Nullable SchemaRegistry registry;
  private boolean isKey;
  private boolean autoRegister = true;
  private boolean useLatest;

  /** Made by Kafka; {@link #configure} comes before use. */
  public AvroSerializer() {}

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    SerdeConfig config = new SerdeConfig(configs);
    this.registry = config.registry();
    this.isKey = isKey;
    this.autoRegister = config.autoRegister();
    this.useLatest = config.useLatestVersion();
  }

  /**
   * Writes a record; null stays null.
   *
   * @throws SerializationException naming the topic and the cause; as a cause {@link
   *     RegistryException} or {@link RegistryUnavailableException} where the registry is to blame
   */
  @Override
  public byte @Nullable [] serialize(String topic, @Nullable T data) {
    if (data == null) {
      return null;
    }
    SchemaRegistry current = registry;
    if (current == null) {
      throw new IllegalStateException("AvroSerializer was not configured");
    }
    String subject = Subjects.of(topic, isKey);
    try {
      return write(current, subject, data);
    } catch (RegistryUnavailableException e) {
      throw new RegistryUnavailableException(failure(topic, data, e), e);
    } catch (RegistryException e) {
      throw new RegistryException(failure(topic, data, e), e);
    } catch (IOException | AvroRuntimeException | ClassCastException | NullPointerException e) {
      throw new SerializationException(failure(topic, data, e), e);
    }
  }

  @Override
  public byte @Nullable [] serialize(String topic, @Nullable Headers headers, @Nullable T data) {
    return serialize(topic, data);
  }

  private byte[] write(SchemaRegistry current, String subject, T data) throws IOException {
    Schema schema = data.getSchema();
    SpecificData model = SpecificData.getForClass(data.getClass());
    DatumWriter<T> writer = new SpecificDatumWriter<>(schema, model);
    if (!useLatest) {
      int id = autoRegister ? current.register(subject, schema) : current.idOf(subject, schema);
      return encode(WireFormat.prefix(id), writer, data);
    }
    SchemaRegistry.Registered latest = current.latest(subject);
    byte[] prefix = WireFormat.prefix(latest.id());
    if (latest.schema().equals(schema)) {
      return encode(prefix, writer, data);
    }
    // Our fields into the newest schema's, by Avro's own rules: it must be able to read what we
    // write.
    byte[] own = encode(new byte[0], writer, data);
    Object resolved =
        new GenericDatumReader<>(schema, latest.schema())
            .read(null, DecoderFactory.get().binaryDecoder(own, null));
    return encode(prefix, new GenericDatumWriter<>(latest.schema()), resolved);
  }

  private static <D> byte[] encode(byte[] prefix, DatumWriter<D> writer, D data)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(prefix);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    writer.write(data, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private String failure(String topic, T data, Exception cause) {
    return "Cannot write a "
        + data.getSchema().getName()
        + " as the "
        + (isKey ? "key" : "value")
        + " of a record of topic "
        + topic
        + ": "
        + Causes.message(cause);
  }
}
