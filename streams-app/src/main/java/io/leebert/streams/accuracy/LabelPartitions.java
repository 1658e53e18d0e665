package io.leebert.streams.accuracy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which partitions are read, and from where: those that are there at the beginning from their end,
 * and what is added or made later from its beginning, for its labels are all new. For one thread.
 */
final class LabelPartitions {
  private static final Logger LOG = LoggerFactory.getLogger(LabelPartitions.class);

  /**
   * How often it is asked whether there are partitions more. The consumer answers from what it
   * knows, which may be as old as its {@code metadata.max.age.ms}.
   */
  private static final long LOOK_NANOS = Duration.ofSeconds(30).toNanos();

  private final String topic;
  private final LongSupplier nanoClock;
  private final Set<TopicPartition> assigned = new HashSet<>();
  private boolean missed;
  private long nextLook;

  LabelPartitions(String topic, LongSupplier nanoClock) {
    this.topic = topic;
    this.nanoClock = nanoClock;
    nextLook = nanoClock.getAsLong();
  }

  /**
   * Has the consumer read all partitions there are; asks it for them now and then.
   *
   * @throws IllegalStateException when there is no such topic
   */
  void assign(Consumer<byte[], byte[]> consumer) {
    if (nanoClock.getAsLong() - nextLook < 0) {
      return;
    }
    List<TopicPartition> fresh = fresh(consumer);
    if (!fresh.isEmpty()) {
      boolean first = assigned.isEmpty() && !missed;
      assigned.addAll(fresh);
      consumer.assign(assigned);
      if (first) {
        consumer.seekToEnd(fresh);
        // Now, and not when the first poll comes to it.
        fresh.forEach(consumer::position);
        LOG.info("labels are read from {}, {} partitions, from now on", topic, fresh.size());
      } else {
        consumer.seekToBeginning(fresh);
      }
    }
    nextLook = nanoClock.getAsLong() + LOOK_NANOS;
  }

  private List<TopicPartition> fresh(Consumer<byte[], byte[]> consumer) {
    List<PartitionInfo> partitions = consumer.partitionsFor(topic);
    if (partitions == null || partitions.isEmpty()) {
      missed = true;
      throw new IllegalStateException(
          "there is no topic "
              + topic
              + ": create it, or have leebert.labelled.topic name the one that labels are on");
    }
    List<TopicPartition> fresh = new ArrayList<>();
    for (PartitionInfo partition : partitions) {
      TopicPartition found = new TopicPartition(topic, partition.partition());
      if (!assigned.contains(found)) {
        fresh.add(found);
      }
    }
    return fresh;
  }
}
