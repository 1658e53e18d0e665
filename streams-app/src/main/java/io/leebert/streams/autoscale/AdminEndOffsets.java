package io.leebert.streams.autoscale;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends of partitions as a read_committed reader sees them, by {@code Admin.listOffsets}. */
public final class AdminEndOffsets implements EndOffsets {
  private static final Logger LOG = LoggerFactory.getLogger(AdminEndOffsets.class);

  private final Admin admin;

  /** Asks through this client, which stays the caller's to close. */
  public AdminEndOffsets(Admin admin) {
    this.admin = admin;
  }

  @Override
  public Map<TopicPartition, Long> of(Set<TopicPartition> partitions, Duration atMost)
      throws InterruptedException {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    ListOffsetsOptions options = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
    // The client gives up as well: unanswered calls must not pile up in it.
    options.timeoutMs((int) atMost.toMillis());
    Map<TopicPartition, Long> ends = new HashMap<>();
    try {
      ListOffsetsResult result = admin.listOffsets(latest, options);
      long deadline = System.nanoTime() + atMost.toNanos();
      for (TopicPartition partition : partitions) {
        long left = Math.max(0, deadline - System.nanoTime());
        try {
          ends.put(
              partition,
              result.partitionResult(partition).get(left, TimeUnit.NANOSECONDS).offset());
        } catch (ExecutionException | TimeoutException e) {
          LOG.debug("no end offset of {}", partition, e);
        }
      }
    } catch (KafkaException e) {
      LOG.debug("no end offsets", e);
    }
    return ends;
  }
}
