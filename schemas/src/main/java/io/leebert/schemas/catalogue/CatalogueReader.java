package io.leebert.schemas.catalogue;

import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.serde.AvroDeserializer;
import io.leebert.schemas.serde.RegistryUnavailableException;
import io.leebert.schemas.settings.GrouplessConsumer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the models topic from its beginning and keeps a {@link Catalogue} of it, without a consumer
 * group: everybody reads all of it. Committed events only. A record that is no model event is named
 * in the log and passed over: it must not keep everyone from the next one. For one thread, except
 * {@link #wakeUp}.
 */
public final class CatalogueReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CatalogueReader.class);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<byte[], byte[]> consumer;
  private final Deserializer<ModelEvent> values;
  private final TopicPartition partition;
  private final Catalogue catalogue = new Catalogue();

  private CatalogueReader(
      Consumer<byte[], byte[]> consumer, Deserializer<ModelEvent> values, String topic) {
    this.consumer = consumer;
    this.values = values;
    this.partition = new TopicPartition(topic, 0);
  }

  /**
   * Connects and stands at the beginning of the topic.
   *
   * @param settings of a Kafka client and of the serdes; ours go before those of a consumer group
   * @throws CatalogueException when there is no such topic, or it has not exactly one partition
   * @throws org.apache.kafka.common.KafkaException when the broker does not answer or refuses
   */
  public static CatalogueReader open(Map<String, ?> settings, String topic) {
    AvroDeserializer<ModelEvent> values = new AvroDeserializer<>(ModelEvent.class);
    values.configure(settings, false);
    return over(
        new KafkaConsumer<>(
            GrouplessConsumer.among(settings, "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer()),
        values,
        topic);
  }

  /**
   * Connects and reads up to the end that the topic has now.
   *
   * @param atMost longest wait for the broker
   * @throws CatalogueException as {@link #open}
   * @throws org.apache.kafka.common.KafkaException as {@link #open} and {@link #readToEnd}
   */
  public static CatalogueReader openToEnd(Map<String, ?> settings, String topic, Duration atMost) {
    CatalogueReader reader = open(settings, topic);
    try {
      reader.readToEnd(atMost);
      return reader;
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /**
   * Stands at the beginning of the topic with a consumer that is there already and becomes this
   * reader's.
   *
   * @throws CatalogueException as {@link #open}
   */
  public static CatalogueReader over(
      Consumer<byte[], byte[]> consumer, Deserializer<ModelEvent> values, String topic) {
    CatalogueReader reader = new CatalogueReader(consumer, values, topic);
    try {
      reader.start();
      return reader;
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  private void start() {
    List<PartitionInfo> partitions = consumer.partitionsFor(partition.topic());
    if (partitions == null || partitions.isEmpty()) {
      throw new CatalogueException(
          "there is no topic "
              + partition.topic()
              + ": create it with 1 partition and cleanup.policy=compact",
          null);
    }
    if (partitions.size() > 1) {
      throw new CatalogueException(
          "topic "
              + partition.topic()
              + " has "
              + partitions.size()
              + " partitions, expected 1: across partitions nobody can tell which model was promoted"
              + " last",
          null);
    }
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
  }

  /** What has been read so far. */
  public Catalogue catalogue() {
    return catalogue;
  }

  /**
   * Reads up to the end that the topic has now.
   *
   * @param atMost longest wait for the broker
   * @throws TimeoutException when the end is not reached in that time
   */
  public void readToEnd(Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    long end = consumer.endOffsets(List.of(partition), atMost).getOrDefault(partition, 0L);
    while (consumer.position(partition) < end) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException(
            "read topic "
                + partition.topic()
                + " up to offset "
                + consumer.position(partition)
                + " of "
                + end
                + " within "
                + atMost.toMillis()
                + " ms");
      }
      poll(POLL);
    }
  }

  /**
   * Takes in what has come since.
   *
   * @param atMost how long to wait for something
   * @return true when there was something
   * @throws RegistryUnavailableException when the registry is away; nothing is lost, call again
   */
  public boolean poll(Duration atMost) {
    ConsumerRecords<byte[], byte[]> records = consumer.poll(atMost);
    for (ConsumerRecord<byte[], byte[]> record : records) {
      take(record);
    }
    return !records.isEmpty();
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    byte[] key = record.key();
    if (key == null) {
      LOG.warn("{} has no key, a model event needs one: passed over", place(record));
      return;
    }
    try {
      catalogue.apply(
          record.offset(),
          record.timestamp(),
          new String(key, StandardCharsets.UTF_8),
          event(record));
    } catch (RegistryUnavailableException e) {
      // Not the record's fault: it is to be read again, with all that follow it.
      consumer.seek(partition, record.offset());
      throw e;
    } catch (SerializationException e) {
      LOG.warn("{} is no model event and is passed over: {}", place(record), e.getMessage());
    }
  }

  private @Nullable ModelEvent event(ConsumerRecord<byte[], byte[]> record) {
    return values.deserialize(record.topic(), record.headers(), record.value());
  }

  private static String place(ConsumerRecord<?, ?> record) {
    return "record " + record.topic() + "-" + record.partition() + "@" + record.offset();
  }

  /** Makes a waiting {@link #poll} throw {@code WakeupException}; from any thread. */
  public void wakeUp() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ofSeconds(5)));
    values.close();
  }
}
