package io.leebert.schemas.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.InvalidGroupIdException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

class GrouplessConsumerTest {

  @Test
  void ofAllSettingsItTakesThoseThatAConsumerKnows() {
    assertThat(
            GrouplessConsumer.among(
                Map.of(
                    "bootstrap.servers", "b:9092",
                    "security.protocol", "SSL",
                    "fetch.max.bytes", 7,
                    "schema.registry.url", "mock://x",
                    "transactional.id", "t",
                    "leebert.batch.size", "8"),
                "latest"))
        .containsEntry("bootstrap.servers", "b:9092")
        .containsEntry("security.protocol", "SSL")
        .containsEntry("fetch.max.bytes", 7)
        .doesNotContainKeys("schema.registry.url", "transactional.id", "leebert.batch.size");
  }

  @Test
  void nothingOfAGroupIsLeft() {
    Map<String, Object> ofAGroup =
        Map.of(
            "group.id", "app",
            "group.instance.id", "pod-1",
            "group.protocol", "consumer",
            "group.remote.assignor", "uniform",
            "partition.assignment.strategy", "nowhere.NoSuchAssignor");
    assertThat(GrouplessConsumer.among(ofAGroup, "earliest"))
        .isEqualTo(GrouplessConsumer.of(Map.of(), "earliest"));
  }

  @Test
  void whatWouldLoseOrMakeSomethingIsOursWhateverTheUserSays() {
    assertThat(
            GrouplessConsumer.of(
                Map.of(
                    "enable.auto.commit", "true",
                    "isolation.level", "read_uncommitted",
                    "auto.offset.reset", "latest",
                    "allow.auto.create.topics", true),
                "none"))
        .isEqualTo(
            Map.of(
                "enable.auto.commit",
                false,
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "none",
                "allow.auto.create.topics",
                false));
  }

  @Test
  void aConsumersOwnSettingsStayThoughKafkaDoesNotKnowThem() {
    assertThat(GrouplessConsumer.of(Map.of("vault.address", "v:1"), "none"))
        .containsEntry("vault.address", "v:1");
  }

  @Test
  void theSettingsGivenStayAsTheyAre() {
    Map<String, Object> given = new HashMap<>(Map.of("group.id", "app", "client.id", "c"));
    Map<String, Object> other = GrouplessConsumer.among(given, "none");
    other.put("client.id", "another");
    assertThat(given).isEqualTo(Map.of("group.id", "app", "client.id", "c"));
  }

  @Test
  void aConsumerTakesThemAndHasNoGroup() {
    Map<String, Object> settings =
        GrouplessConsumer.among(
            Map.of("bootstrap.servers", "127.0.0.1:1", "group.id", "app", "group.protocol", "x"),
            "earliest");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      assertThatThrownBy(consumer::groupMetadata).isInstanceOf(InvalidGroupIdException.class);
    }
  }
}
