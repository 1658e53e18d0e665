package io.leebert.deploy.system;

import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.serde.AvroDeserializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** All committed events of a models topic that was not compacted yet. */
record ModelsHistory(Map<String, String> connection, String topic) {

  List<ModelEvent> read() {
    Map<String, Object> settings = new HashMap<>(connection);
    settings.remove("schema.registry.url");
    settings.put("isolation.level", "read_committed");
    TopicPartition partition = new TopicPartition(topic, 0);
    List<ModelEvent> events = new ArrayList<>();
    try (AvroDeserializer<ModelEvent> values = new AvroDeserializer<>(ModelEvent.class);
        KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      values.configure(connection, false);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(
                record -> {
                  ModelEvent event =
                      values.deserialize(record.topic(), record.headers(), record.value());
                  if (event != null) {
                    events.add(event);
                  }
                });
      }
    }
    return events;
  }
}
