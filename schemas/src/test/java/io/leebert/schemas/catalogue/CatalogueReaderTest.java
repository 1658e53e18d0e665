package io.leebert.schemas.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelEventType;
import io.leebert.schemas.serde.AvroDeserializer;
import io.leebert.schemas.serde.AvroSerializer;
import io.leebert.schemas.serde.RegistryUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CatalogueReaderTest {
  private static final String TOPIC = "models";
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
  private static final Duration LONG = Duration.ofMinutes(2);

  private final Map<String, String> settings =
      Map.of("schema.registry.url", "mock://" + UUID.randomUUID());
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final AvroSerializer<ModelEvent> serializer = new AvroSerializer<>();
  private boolean registryIsAway;
  private long next;

  CatalogueReaderTest() {
    serializer.configure(settings, false);
  }

  private CatalogueReader reader(int partitions) {
    consumer.updatePartitions(
        TOPIC,
        IntStream.range(0, partitions)
            .mapToObj(p -> new PartitionInfo(TOPIC, p, Node.noNode(), new Node[0], new Node[0]))
            .toList());
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    return CatalogueReader.over(consumer, deserializer(), TOPIC);
  }

  private Deserializer<ModelEvent> deserializer() {
    AvroDeserializer<ModelEvent> reachable = new AvroDeserializer<>(ModelEvent.class);
    reachable.configure(settings, false);
    AvroDeserializer<ModelEvent> unreachable = new AvroDeserializer<>(ModelEvent.class);
    unreachable.configure(
        Map.of("schema.registry.url", "http://127.0.0.1:1", "max.retries", 0), false);
    return (topic, data) -> (registryIsAway ? unreachable : reachable).deserialize(topic, data);
  }

  private void write(@Nullable String key, byte @Nullable [] value) {
    byte[] bytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    consumer.addRecord(new ConsumerRecord<>(TOPIC, 0, next++, bytes, value));
    consumer.updateEndOffsets(Map.of(PARTITION, next));
  }

  private void promote(String version) {
    write(
        CatalogueKeys.model("mails", version),
        serializer.serialize(TOPIC, ModelEvents.of(ModelEventType.PROMOTED, "mails", version)));
  }

  private static String current(CatalogueReader reader) {
    Entry entry = reader.catalogue().current("mails");
    return entry == null ? "none" : entry.event().getModelVersion();
  }

  @Test
  void whoStartsKnowsTheVersionPromotedLast() {
    CatalogueReader reader = reader(1);
    promote("1");
    promote("2");

    reader.readToEnd(LONG);

    assertThat(current(reader)).isEqualTo("2");
  }

  @Test
  void recordsThatAreNoModelEventsArePassedOver() {
    CatalogueReader reader = reader(1);
    write(null, new byte[] {1});
    write("model/mails/1", "no Avro".getBytes(StandardCharsets.UTF_8));
    promote("2");
    write("model/mails/9", null);

    reader.readToEnd(LONG);

    assertThat(current(reader)).isEqualTo("2");
  }

  @Test
  void nothingIsPassedOverBecauseTheRegistryIsAway() {
    CatalogueReader reader = reader(1);
    promote("1");
    promote("2");
    registryIsAway = true;
    assertThatThrownBy(() -> reader.poll(Duration.ZERO))
        .isInstanceOf(RegistryUnavailableException.class);

    registryIsAway = false;
    next = 0; // What a real broker does by itself: hand out again from where the reader stands.
    promote("1");
    promote("2");
    reader.readToEnd(LONG);

    assertThat(current(reader)).isEqualTo("2");
    assertThat(reader.catalogue().versions("mails")).hasSize(2);
  }

  @Test
  void aMissingTopicIsNamedWithTheRemedy() {
    assertThatThrownBy(() -> reader(0))
        .isInstanceOf(CatalogueException.class)
        .hasMessageContaining("no topic models")
        .hasMessageContaining("cleanup.policy=compact");
  }

  @Test
  void severalPartitionsAreRefused() {
    assertThatThrownBy(() -> reader(3))
        .isInstanceOf(CatalogueException.class)
        .hasMessageContaining("3 partitions, expected 1");
    assertThat(consumer.assignment()).isEmpty();
  }
}
