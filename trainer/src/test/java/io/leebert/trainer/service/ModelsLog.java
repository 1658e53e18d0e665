package io.leebert.trainer.service;

import io.leebert.schemas.catalogue.Catalogue;
import io.leebert.schemas.catalogue.CatalogueReader;
import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.serde.AvroDeserializer;
import io.leebert.schemas.serde.AvroSerializer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A models topic without a broker: what transactions of its producers commit, its readers read. The
 * next commits can be made to go wrong.
 */
final class ModelsLog {
  static final String TOPIC = "models";
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

  /** How a commit goes wrong. */
  enum Fault {
    /** It is committed, and nobody says so. */
    UNCERTAIN,
    /** The broker takes no record of this size. */
    TOO_LARGE,
    /** Another producer of the same name has come. */
    FENCED
  }

  final AvroSerializer<ModelEvent> serializer = new AvroSerializer<>();
  private final AvroDeserializer<ModelEvent> deserializer =
      new AvroDeserializer<>(ModelEvent.class);
  private final Map<String, String> registry =
      Map.of("schema.registry.url", "mock://" + UUID.randomUUID());
  private final Queue<Fault> faults = new ArrayDeque<>();
  private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
  private int partitions = 1;
  private @Nullable MockConsumer<byte[], byte[]> consumer;

  ModelsLog() {
    serializer.configure(registry, false);
    deserializer.configure(registry, false);
  }

  Map<String, String> registry() {
    return registry;
  }

  /** Has the next commit that is not bound to fail yet go wrong. */
  void failNext(Fault fault) {
    faults.add(fault);
  }

  /** Deletes the topic, or makes it again. */
  void exists(boolean exists) {
    partitions = exists ? 1 : 0;
  }

  CatalogueReader reader() {
    MockConsumer<byte[], byte[]> opened = new MockConsumer<>("earliest");
    opened.updatePartitions(
        TOPIC,
        IntStream.range(0, partitions)
            .mapToObj(p -> new PartitionInfo(TOPIC, p, Node.noNode(), new Node[0], new Node[0]))
            .toList());
    opened.updateBeginningOffsets(Map.of(PARTITION, 0L));
    CatalogueReader reader = CatalogueReader.over(opened, deserializer, TOPIC);
    consumer = opened;
    for (int offset = 0; offset < records.size(); offset++) {
      show(opened, offset);
    }
    opened.updateEndOffsets(Map.of(PARTITION, (long) records.size()));
    return reader;
  }

  MockProducer<byte[], byte[]> producer() {
    return new Transactional();
  }

  void say(Announcement announcement) {
    append(
        new ProducerRecord<>(
            TOPIC,
            0,
            announcement.key().getBytes(StandardCharsets.UTF_8),
            serializer.serialize(TOPIC, announcement.event())));
  }

  private void append(ProducerRecord<byte[], byte[]> record) {
    records.add(record);
    MockConsumer<byte[], byte[]> open = consumer;
    if (open != null && !open.closed()) {
      show(open, records.size() - 1);
      open.updateEndOffsets(Map.of(PARTITION, (long) records.size()));
    }
  }

  private void show(MockConsumer<byte[], byte[]> to, int offset) {
    ProducerRecord<byte[], byte[]> record = records.get(offset);
    to.addRecord(new ConsumerRecord<>(TOPIC, 0, offset, record.key(), record.value()));
  }

  /** What all committed events add up to. */
  Catalogue catalogue() {
    Catalogue catalogue = new Catalogue();
    for (int offset = 0; offset < records.size(); offset++) {
      ProducerRecord<byte[], byte[]> record = records.get(offset);
      catalogue.apply(offset, 0, new String(record.key(), StandardCharsets.UTF_8), event(record));
    }
    return catalogue;
  }

  /** The last word on a command. */
  ModelEvent last(String id) {
    return Objects.requireNonNull(catalogue().command(id), id).event();
  }

  /** All that was ever said under a key. */
  List<ModelEvent> said(String key) {
    return records.stream()
        .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals(key))
        .map(this::event)
        .toList();
  }

  private ModelEvent event(ProducerRecord<byte[], byte[]> record) {
    return Objects.requireNonNull(deserializer.deserialize(TOPIC, record.value()));
  }

  private final class Transactional extends MockProducer<byte[], byte[]> {
    private final List<ProducerRecord<byte[], byte[]>> pending = new ArrayList<>();

    Transactional() {
      super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void beginTransaction() {
      super.beginTransaction();
      pending.clear();
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
      var unused = super.send(record);
      long offset = (long) records.size() + pending.size();
      pending.add(record);
      return CompletableFuture.completedFuture(new RecordMetadata(PARTITION, offset, 0, 0, 0, 0));
    }

    @Override
    public void commitTransaction() {
      Fault fault = faults.poll();
      if (fault == Fault.TOO_LARGE) {
        throw new KafkaException("aborted", new RecordTooLargeException("larger than the topic's"));
      }
      if (fault == Fault.FENCED) {
        throw new ProducerFencedException("another one has come");
      }
      super.commitTransaction();
      pending.forEach(ModelsLog.this::append);
      if (fault == Fault.UNCERTAIN) {
        throw new TimeoutException("no answer to the commit");
      }
    }
  }
}
