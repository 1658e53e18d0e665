package io.leebert.streams.autoscale;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far behind this instance is: the end of every partition it reads, as a read_committed reader
 * sees it, minus the oldest event it has not forwarded. Consumer metrics would be late, partial or
 * windowed. For one thread.
 */
public final class LagMonitor {
  private static final Logger LOG = LoggerFactory.getLogger(LagMonitor.class);

  /**
   * What a look at the broker showed.
   *
   * @param lag events that have arrived and are not forwarded
   * @param arrived events that have arrived since the look before
   */
  public record Reading(double lag, double arrived) {}

  private final Admin admin;
  private final Supplier<Map<TopicPartition, Long>> positions;
  private final Duration atMost;
  private Map<TopicPartition, Long> ends = Map.of();
  private boolean failing;

  /**
   * A monitor.
   *
   * @param admin stays the caller's to close
   * @param positions offset of the oldest event without a forwarded result, by partition
   * @param atMost longest wait for the broker
   */
  public LagMonitor(Admin admin, Supplier<Map<TopicPartition, Long>> positions, Duration atMost) {
    this.admin = admin;
    this.positions = positions;
    this.atMost = atMost;
  }

  /** Looks; empty when the broker does not answer, which is logged once until it does again. */
  public Optional<Reading> read() throws InterruptedException {
    Map<TopicPartition, Long> at = positions.get();
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    at.keySet().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    try {
      Map<TopicPartition, ListOffsetsResultInfo> answer =
          admin
              .listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
              .all()
              .get(atMost.toMillis(), TimeUnit.MILLISECONDS);
      failing = false;
      return Optional.of(reading(at, answer));
    } catch (ExecutionException | TimeoutException e) {
      if (!failing) {
        LOG.warn("cannot read the lag, patience stays as it is: {}", String.valueOf(e));
        failing = true;
      }
      return Optional.empty();
    }
  }

  private Reading reading(
      Map<TopicPartition, Long> at, Map<TopicPartition, ListOffsetsResultInfo> answer) {
    double lag = 0;
    double arrived = 0;
    Map<TopicPartition, Long> now = new HashMap<>();
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> entry : answer.entrySet()) {
      TopicPartition partition = entry.getKey();
      long end = entry.getValue().offset();
      now.put(partition, end);
      lag += Math.max(0, end - at.getOrDefault(partition, end));
      // A partition that has just come here brings its backlog as lag, not as arrivals.
      arrived += Math.max(0, end - ends.getOrDefault(partition, end));
    }
    ends = now;
    return new Reading(lag, arrived);
  }
}
