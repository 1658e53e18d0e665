package io.leebert.deploy.traffic;

import io.leebert.schemas.event.Prediction;
import io.leebert.schemas.serde.AvroDeserializer;
import io.leebert.schemas.settings.GrouplessConsumer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads predictions as a careful user does: committed ones only, all partitions, without joining a
 * consumer group. For one thread, except {@link #wakeUp}.
 */
public final class PredictionReader implements AutoCloseable {
  private final KafkaConsumer<byte[], Prediction> consumer;

  /**
   * Connects and stands at the beginning or the present end of the topic.
   *
   * @throws KafkaException when the broker does not answer or has no such topic
   */
  public PredictionReader(ClientSettings settings, String topic, boolean fromBeginning) {
    Map<String, Object> client =
        GrouplessConsumer.of(
            settings.client(Map.of("default.api.timeout.ms", 15_000, "fetch.max.wait.ms", 50)),
            "earliest");
    AvroDeserializer<Prediction> values = new AvroDeserializer<>(Prediction.class);
    values.configure(client, false);
    client.keySet().remove("schema.registry.url");
    consumer = new KafkaConsumer<>(client, new ByteArrayDeserializer(), values);
    try {
      Collection<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      if (partitions.isEmpty()) {
        throw new KafkaException("there is no topic " + topic);
      }
      consumer.assign(partitions);
      if (fromBeginning) {
        consumer.seekToBeginning(partitions);
      } else {
        consumer.seekToEnd(partitions);
      }
      partitions.forEach(consumer::position);
    } catch (TimeoutException e) {
      consumer.close();
      throw new KafkaException(
          "no answer from a Kafka broker at " + settings.bootstrapServers() + " about " + topic, e);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  /**
   * The next predictions, in the order of their partitions.
   *
   * @param atMost how long to wait for the first one
   * @throws KafkaException naming the record when one is no prediction
   */
  public List<SeenPrediction> read(Duration atMost) {
    List<SeenPrediction> seen = new ArrayList<>();
    var records = consumer.poll(atMost);
    long now = System.nanoTime();
    for (ConsumerRecord<byte[], Prediction> record : records) {
      seen.add(new SeenPrediction(text(record.key()), record.value(), now));
    }
    return seen;
  }

  private static @Nullable String text(byte @Nullable [] key) {
    return key == null ? null : new String(key, StandardCharsets.UTF_8);
  }

  /** Makes a waiting {@link #read} throw {@code WakeupException}; from any thread. */
  public void wakeUp() {
    consumer.wakeup();
  }

  /** Takes leave of the broker, unless this thread is interrupted. */
  @Override
  public void close() {
    if (Thread.interrupted()) {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
      Thread.currentThread().interrupt();
    } else {
      consumer.close();
    }
  }
}
