package io.leebert.trainer.service;

import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether a topic can still give the records that were there when a command was accepted. What
 * committed readers could once read stays below the end of its partition, unless the topic was
 * deleted or made anew: then nobody must wait for the rest, nor take other records for it.
 */
final class TopicCheck {
  /** A broker may be asked before it knows all topics. */
  private static final int MISSING_FOR_GOOD = 5;

  private int missing;

  /**
   * Looks once.
   *
   * @param ends offset up to which records are needed, by partition of one topic
   * @throws IllegalStateException naming the topic, where it ends and where it should
   * @throws org.apache.kafka.common.errors.RetriableException when the broker cannot say now
   */
  void requireThere(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
    String topic = ends.keySet().iterator().next().topic();
    int partitions = consumer.partitionsFor(topic).size();
    if (partitions == 0) {
      if (++missing >= MISSING_FOR_GOOD) {
        throw new IllegalStateException(
            "topic " + topic + " is gone, before all of its labelled texts were read");
      }
      return;
    }
    missing = 0;
    ends.keySet()
        .forEach(
            partition -> {
              if (partition.partition() >= partitions) {
                throw shorter(partition + " is gone");
              }
            });
    Map<TopicPartition, Long> found = consumer.endOffsets(ends.keySet());
    ends.forEach(
        (partition, end) -> {
          long is = found.getOrDefault(partition, end);
          if (is < end) {
            throw shorter(
                partition + " ends at offset " + is + ", and did at " + end + " or later");
          }
        });
  }

  private static IllegalStateException shorter(String what) {
    return new IllegalStateException(
        what
            + " when the command was accepted: the topic was deleted and made anew meanwhile."
            + " Another command learns from what is there now");
  }
}
