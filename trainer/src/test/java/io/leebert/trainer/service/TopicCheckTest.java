package io.leebert.trainer.service;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TopicCheckTest {
  private static final TopicPartition FIRST = new TopicPartition("texts", 0);
  private static final TopicPartition SECOND = new TopicPartition("texts", 1);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
  private final TopicCheck check = new TopicCheck();

  private void partitions(int count) {
    consumer.updatePartitions(
        "texts",
        IntStream.range(0, count)
            .mapToObj(i -> new PartitionInfo("texts", i, null, null, null))
            .toList());
  }

  private void look() {
    check.requireThere(consumer, Map.of(FIRST, 10L, SECOND, 20L));
  }

  @Test
  void aTopicThatReachesAsFarAsItDidIsThere() {
    partitions(2);
    consumer.updateEndOffsets(Map.of(FIRST, 10L, SECOND, 21L));

    assertThatCode(this::look).doesNotThrowAnyException();
  }

  @Test
  void aPartitionThatEndsEarlierIsNamedWithBothOffsets() {
    partitions(2);
    consumer.updateEndOffsets(Map.of(FIRST, 10L, SECOND, 19L));

    assertThatThrownBy(this::look)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "texts-1 ends at offset 19, and did at 20 or later when the command was accepted: the"
                + " topic was deleted and made anew meanwhile. Another command learns from what is"
                + " there now");
  }

  @Test
  void aTopicOfFewerPartitionsIsAnotherTopic() {
    partitions(1);
    consumer.updateEndOffsets(Map.of(FIRST, 10L));

    assertThatThrownBy(this::look)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("texts-1 is gone when the command was accepted");
  }

  @Test
  void aTopicMustBeMissingSeveralTimesInARowToBeGone() {
    consumer.updateEndOffsets(Map.of(FIRST, 10L, SECOND, 20L));
    for (int times = 0; times < 4; times++) {
      look();
    }
    partitions(2);
    look();
    consumer.updatePartitions("texts", List.of());
    for (int times = 0; times < 4; times++) {
      look();
    }

    assertThatThrownBy(this::look)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("topic texts is gone, before all of its labelled texts were read");
  }
}
