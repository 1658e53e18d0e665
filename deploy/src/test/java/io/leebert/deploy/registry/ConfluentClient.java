package io.leebert.deploy.registry;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.flink.avro.shaded.org.apache.avro.Schema;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericDatumReader;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericDatumWriter;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericRecord;
import org.apache.flink.avro.shaded.org.apache.avro.io.BinaryEncoder;
import org.apache.flink.avro.shaded.org.apache.avro.io.DecoderFactory;
import org.apache.flink.avro.shaded.org.apache.avro.io.EncoderFactory;
import org.apache.flink.formats.avro.registry.confluent.ConfluentSchemaRegistryCoder;

/**
 * The other side of the wire: Confluent's own registry client and Apache Flink's framing on top of
 * it, with an Avro of their own, none of it our code.
 */
final class ConfluentClient {

  private final CachedSchemaRegistryClient client;

  ConfluentClient(String url) {
    this.client = new CachedSchemaRegistryClient(url, 100);
  }

  byte[] write(String subject, GenericRecord record) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new ConfluentSchemaRegistryCoder(subject, client).writeSchema(record.getSchema(), out);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
    return out.toByteArray();
  }

  GenericRecord read(byte[] bytes) throws Exception {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    Schema schema = new ConfluentSchemaRegistryCoder(client).readSchema(in);
    return new GenericDatumReader<GenericRecord>(schema)
        .read(null, DecoderFactory.get().directBinaryDecoder(in, null));
  }
}
