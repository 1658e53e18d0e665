package io.leebert.streams.topology;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Exactly once with results that come later: Kafka Streams commits the offset of the last event
 * <em>processed</em>; this lowers it to the oldest event whose result is not <em>forwarded</em>
 * yet. Results and the lowered offset are in one transaction (KIP-447), so that after a crash the
 * next owner starts exactly at the first event without a result.
 *
 * <p>Good under these conditions, which the topology keeps: exactly_once_v2, one input partition
 * per task, results forwarded in order, nothing with side effects before the asynchronous step.
 */
final class CommitWatermark {
  private final Map<TopicPartition, InFlight> tasks = new ConcurrentHashMap<>();

  /**
   * A task begins, or begins again, to read a partition. It takes the place of any earlier task of
   * that partition in this process, whose events the new one reads again.
   */
  InFlight open(TopicPartition partition) {
    InFlight inFlight = new InFlight();
    tasks.put(partition, inFlight);
    return inFlight;
  }

  /** The offset of the oldest event without a result, of every partition where one is known. */
  Map<TopicPartition, Long> positions() {
    Map<TopicPartition, Long> positions = new HashMap<>();
    tasks.forEach(
        (partition, inFlight) -> inFlight.position().ifPresent(at -> positions.put(partition, at)));
    return positions;
  }

  /** The offsets to commit; leader epochs and metadata stay as they are offered. */
  Map<TopicPartition, OffsetAndMetadata> lower(Map<TopicPartition, OffsetAndMetadata> offered) {
    Map<TopicPartition, OffsetAndMetadata> lowered = new HashMap<>();
    offered.forEach(
        (partition, offset) -> {
          InFlight inFlight = tasks.get(partition);
          OptionalLong committable =
              inFlight == null
                  ? OptionalLong.of(offset.offset())
                  : inFlight.committable(offset.offset());
          if (committable.isPresent()) {
            // The metadata string carries the partition's time for Kafka Streams.
            lowered.put(
                partition,
                new OffsetAndMetadata(
                    committable.getAsLong(), offset.leaderEpoch(), offset.metadata()));
          }
        });
    return lowered;
  }
}
