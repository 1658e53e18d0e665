package io.leebert.deploy.system;

import io.leebert.deploy.traffic.ClientSettings;
import io.leebert.schemas.event.TextEvent;
import io.leebert.schemas.serde.AvroDeserializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The ids of the events in a dead letter topic, which are Avro as they came. */
record DeadLetterIds(ClientSettings clients, String topic) {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final Duration A_MOMENT = Duration.ofSeconds(2);

  /** Waits for so many, and a moment longer: one may be doubled. */
  List<String> read(int expected) {
    List<String> ids = new ArrayList<>();
    AvroDeserializer<TextEvent> values = new AvroDeserializer<>(TextEvent.class);
    values.configure(Map.of("schema.registry.url", clients.schemaRegistryUrl()), false);
    try (KafkaConsumer<byte[], TextEvent> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                clients.bootstrapServers(),
                "isolation.level",
                "read_committed"),
            new ByteArrayDeserializer(),
            values)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long deadline = System.nanoTime() + LONG.toNanos();
      while (ids.size() < expected && System.nanoTime() < deadline) {
        poll(consumer, ids);
      }
      long until = System.nanoTime() + A_MOMENT.toNanos();
      while (System.nanoTime() < until) {
        poll(consumer, ids);
      }
    }
    return ids;
  }

  private static void poll(KafkaConsumer<byte[], TextEvent> consumer, List<String> ids) {
    consumer
        .poll(Duration.ofMillis(100))
        .forEach(letter -> ids.add(Objects.requireNonNull(letter.value().getId())));
  }
}
