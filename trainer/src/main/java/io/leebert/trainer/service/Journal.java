package io.leebert.trainer.service;

import io.leebert.schemas.event.ModelEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes decisions: each in a transaction of its own, with the offset of the command it is about.
 * Opening it ends what a predecessor left open, and shuts out a predecessor that still lives
 * (KIP-98), so it is opened only by who has the control topic's partition. For one thread.
 */
final class Journal implements AutoCloseable {
  private final Supplier<Producer<byte[], byte[]>> producers;
  private final Serializer<ModelEvent> values;
  private final String topic;
  private final Boundary boundary;
  private @Nullable Producer<byte[], byte[]> producer;

  Journal(
      Supplier<Producer<byte[], byte[]>> producers,
      Serializer<ModelEvent> values,
      String topic,
      Boundary boundary) {
    this.producers = producers;
    this.values = values;
    this.topic = topic;
    this.boundary = boundary;
  }

  /**
   * Makes ready; whatever was begun before is committed or aborted when this returns.
   *
   * @throws KafkaException when the broker does not answer or refuses
   */
  void open() {
    close();
    Producer<byte[], byte[]> opened = producers.get();
    try {
      opened.initTransactions();
      producer = opened;
    } catch (RuntimeException e) {
      opened.close(Duration.ZERO);
      throw e;
    }
  }

  boolean isOpen() {
    return producer != null;
  }

  /**
   * Commits a decision.
   *
   * @param offsets of the control topic, to be committed with it; may be empty
   * @return the offset of the last announcement, -1 when there is none
   * @throws KafkaException when it is not known whether it was committed: to be opened again, which
   *     settles it
   */
  long commit(
      Decision decision,
      Map<TopicPartition, OffsetAndMetadata> offsets,
      ConsumerGroupMetadata group) {
    Producer<byte[], byte[]> open = producer;
    if (open == null) {
      throw new IllegalStateException("not open");
    }
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (Announcement announcement : decision.announcements()) {
      records.add(
          new ProducerRecord<>(
              topic,
              0,
              announcement.key().getBytes(StandardCharsets.UTF_8),
              values.serialize(topic, announcement.event())));
    }
    open.beginTransaction();
    Future<RecordMetadata> last = null;
    for (ProducerRecord<byte[], byte[]> record : records) {
      last = open.send(record);
    }
    if (!offsets.isEmpty()) {
      open.sendOffsetsToTransaction(offsets, group);
    }
    open.flush();
    boundary.pass(Boundary.Step.BEFORE_COMMIT);
    open.commitTransaction();
    boundary.pass(Boundary.Step.AFTER_COMMIT);
    return last == null ? -1 : offset(last);
  }

  private static long offset(Future<RecordMetadata> sent) {
    try {
      return sent.get().offset();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    } catch (ExecutionException e) {
      throw new KafkaException("was committed, but not sent", e);
    }
  }

  /** Without a word to the broker: an open transaction is ended by who opens next. */
  @Override
  public void close() {
    Producer<byte[], byte[]> open = producer;
    producer = null;
    if (open != null) {
      open.close(Duration.ZERO);
    }
  }
}
