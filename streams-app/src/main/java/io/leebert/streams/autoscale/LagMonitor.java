package io.leebert.streams.autoscale;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far behind this instance is: the end of every partition it reads, as a read_committed reader
 * sees it, minus the oldest event it has not forwarded (what waits in the batcher is among those).
 * Consumer metrics would be late, partial or windowed. For one thread.
 */
public final class LagMonitor {
  private static final Logger LOG = LoggerFactory.getLogger(LagMonitor.class);

  /**
   * What a look showed.
   *
   * @param lag events that have arrived and are not forwarded; as far as the broker ever said
   * @param arrived events that have arrived since the look before; 0 when nobody knows
   * @param forwarded events forwarded since the look before, which this process always knows
   * @param known whether the broker answered, for at least one partition
   */
  public record Reading(double lag, double arrived, double forwarded, boolean known) {}

  /**
   * How far a partition goes, and how far this instance has come in it.
   *
   * @param position offset of the oldest event without a forwarded result
   * @param end the offset after its last event, as far as the broker ever said
   */
  public record Span(long position, long end) {
    /** Events between the two. */
    public long events() {
      return Math.max(0, end - position);
    }
  }

  private final EndOffsets endOffsets;
  private final Supplier<Map<TopicPartition, Long>> positions;
  private final Duration atMost;
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private Map<TopicPartition, Long> before = Map.of();
  private boolean failing;

  /**
   * A monitor.
   *
   * @param endOffsets asks the broker
   * @param positions offset of the oldest event without a forwarded result, by partition; those of
   *     partitions that are read here and now
   * @param atMost longest wait for the broker
   */
  public LagMonitor(
      EndOffsets endOffsets, Supplier<Map<TopicPartition, Long>> positions, Duration atMost) {
    this.endOffsets = endOffsets;
    this.positions = positions;
    this.atMost = atMost;
  }

  /** Looks. A broker that does not answer is logged once until it does again. */
  public Reading read() throws InterruptedException {
    Set<TopicPartition> owned = new HashSet<>(positions.get().keySet());
    Map<TopicPartition, Long> answer = owned.isEmpty() ? Map.of() : endOffsets.of(owned, atMost);
    // Only now: a slow answer must not make events that were forwarded meanwhile look late.
    Map<TopicPartition, Long> at = positions.get();
    boolean known = owned.isEmpty() || !answer.isEmpty();
    note(known);
    ends.keySet().retainAll(at.keySet());
    double lag = 0;
    double arrived = 0;
    double forwarded = 0;
    for (Map.Entry<TopicPartition, Long> entry : at.entrySet()) {
      TopicPartition partition = entry.getKey();
      long position = entry.getValue();
      Long said = answer.get(partition);
      Long ended = ends.get(partition);
      // A partition that has just come here brings its backlog as lag, not as arrivals.
      Long last = ended == null ? said : ended;
      // One that came while the broker was asked waits for the next answer: its position is not
      // its end, and what lies between the two would count as a burst.
      if (last != null) {
        // Without an answer (its leader is gone) a partition is where it was.
        long end = said == null ? last : Math.max(last, said);
        ends.put(partition, end);
        lag += Math.max(0, end - position);
        arrived += end - last;
      }
      forwarded += Math.max(0, position - before.getOrDefault(partition, position));
    }
    before = at;
    return new Reading(lag, arrived, forwarded, known);
  }

  /** What the last look showed, by partition. */
  public Map<TopicPartition, Span> spans() {
    Map<TopicPartition, Span> spans = new HashMap<>();
    ends.forEach(
        (partition, end) ->
            spans.put(partition, new Span(before.getOrDefault(partition, end), end)));
    return spans;
  }

  private void note(boolean known) {
    if (!known && !failing) {
      LOG.warn(
          "the broker does not say how far the partitions go: until it does, the lag is reckoned"
              + " from what came before");
    } else if (known && failing) {
      LOG.info("the broker says again how far the partitions go");
    }
    failing = !known;
  }
}
