package io.leebert.streams.autoscale;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** How far partitions go. */
@FunctionalInterface
public interface EndOffsets {

  /**
   * Asks the broker.
   *
   * @param atMost longest wait
   * @return the end of every partition that could be learnt; empty when none could
   */
  Map<TopicPartition, Long> of(Set<TopicPartition> partitions, Duration atMost)
      throws InterruptedException;
}
