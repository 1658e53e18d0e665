package io.leebert.streams.topology;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
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

  /**
   * Holds that results and their offsets are in one transaction or in none. To be called on the
   * stream thread before its offsets go into the transaction.
   *
   * <p>Kafka Streams itself does not keep to it everywhere: a {@code TaskCorruptedException} makes
   * it commit the thread's other tasks, and with them what the corrupted one has sent.
   *
   * @param offered partitions whose offsets are committed
   * @throws CommitFailedException when another thread of this process reads a partition by now:
   *     this one did not poll for too long and was put out of the group. The broker would say the
   *     same, but by then the other's state would be disturbed
   * @throws KafkaException when a task's results would be committed without its offsets, or offsets
   *     of results that went with an aborted transaction
   */
  void pair(Set<TopicPartition> offered) {
    for (TopicPartition partition : offered) {
      InFlight inFlight = tasks.get(partition);
      if (inFlight != null) {
        if (inFlight.isAnothers()) {
          throw new CommitFailedException(partition + " is read by another stream thread by now");
        }
        if (inFlight.isAborted()) {
          throw new KafkaException(
              "results of " + partition + " went with an aborted transaction: starting over");
        }
        inFlight.paired();
      }
    }
    tasks.forEach(
        (partition, inFlight) -> {
          if (inFlight.inTransaction() && inFlight.unpaired()) {
            throw new KafkaException(
                "results of " + partition + " would be committed without their offsets: aborting");
          }
        });
  }

  /** The stream thread has committed its transaction. */
  void committed() {
    tasks.values().stream().filter(InFlight::inTransaction).forEach(InFlight::committed);
  }

  /** The stream thread gives its transaction up. */
  void aborted() {
    tasks.values().stream().filter(InFlight::inTransaction).forEach(InFlight::aborted);
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
