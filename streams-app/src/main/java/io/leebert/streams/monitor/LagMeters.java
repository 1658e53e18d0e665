package io.leebert.streams.monitor;

import io.leebert.schemas.monitor.Meters;
import io.leebert.schemas.monitor.Rows;
import io.leebert.streams.autoscale.LagListener;
import io.leebert.streams.autoscale.LagMonitor;
import io.micrometer.core.instrument.Counter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Meters of the lag, from every look at it. */
final class LagMeters implements LagListener {
  private final Counter arrived;
  private final Rows records;
  private final Rows seconds;
  private final Map<TopicPartition, WaitingTime> waiting = new HashMap<>();
  private volatile Map<TopicPartition, Lag> lags = Map.of();

  /**
   * How far behind a partition is.
   *
   * @param records events without a forwarded result
   * @param seconds how long the oldest of them has waited
   */
  record Lag(long records, double seconds) {}

  LagMeters(Meters meters) {
    arrived = meters.counter(ServeMetric.ARRIVED);
    records = meters.rows(ServeMetric.LAG_RECORDS);
    seconds = meters.rows(ServeMetric.LAG_SECONDS);
    meters.beforeScrape(this::refresh);
  }

  @Override
  public void looked(
      long nanos, LagMonitor.Reading reading, Map<TopicPartition, LagMonitor.Span> spans) {
    arrived.increment(reading.arrived());
    waiting.keySet().retainAll(spans.keySet());
    Map<TopicPartition, Lag> now = new HashMap<>();
    spans.forEach(
        (partition, span) -> {
          WaitingTime time = waiting.computeIfAbsent(partition, p -> new WaitingTime());
          double waited = time.look(nanos, span.position(), span.end());
          now.put(partition, new Lag(span.events(), waited));
        });
    lags = Map.copyOf(now);
  }

  /** Events that have arrived so far. */
  double arrived() {
    return arrived.count();
  }

  /** The last look, by partition. */
  Map<TopicPartition, Lag> lags() {
    return lags;
  }

  private void refresh() {
    List<Rows.Value> behind = new ArrayList<>();
    List<Rows.Value> waited = new ArrayList<>();
    lags.forEach(
        (partition, lag) -> {
          String number = Integer.toString(partition.partition());
          behind.add(Rows.Value.of((double) lag.records(), partition.topic(), number));
          waited.add(Rows.Value.of(lag.seconds(), partition.topic(), number));
        });
    records.set(behind);
    seconds.set(waited);
  }
}
