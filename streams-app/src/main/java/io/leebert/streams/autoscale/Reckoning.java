package io.leebert.streams.autoscale;

import io.leebert.streams.autoscale.LoadSnapshot.Choice;
import java.time.Duration;
import java.util.List;

/**
 * Lag, arrivals and results, look by look. While the broker does not say what arrives, the lag is
 * reckoned: an application that forwards and has no full batch waiting keeps up with all it gets;
 * otherwise events are taken to arrive as they did before, so that depth gives way before the
 * backlog shows and not after. For one thread.
 */
final class Reckoning {
  private static final Duration RECENT = Duration.ofSeconds(1);
  private static final Duration STEADY = Duration.ofSeconds(5);

  /** A look or two without an answer is no silence. */
  private static final double SILENCE_SECONDS = 1;

  private final ArrivalMeter arrivals = new ArrivalMeter(STEADY);
  private final ArrivalMeter results = new ArrivalMeter(STEADY);
  private final int batchRows;
  private double lag;
  private double counted;
  private double blindSeconds;
  private long before = -1;

  Reckoning(int batchRows) {
    this.batchRows = batchRows;
  }

  void add(long nanos, LagMonitor.Reading reading, int waiting) {
    double seconds = before < 0 ? 0 : (nanos - before) / 1e9;
    before = nanos;
    results.add(nanos, reading.forwarded());
    if (reading.known()) {
      // After a silence the arrivals spread over all of it: the meter has had no samples since.
      arrivals.add(nanos, Math.max(0, reading.arrived() - counted));
      counted = 0;
      lag = reading.lag();
      blindSeconds = 0;
      return;
    }
    blindSeconds += seconds;
    if (reading.forwarded() > 0 && waiting < batchRows) {
      arrivals.add(nanos, reading.forwarded());
      counted += reading.forwarded();
      lag = waiting;
    } else {
      double came = arrivals.perSecond(STEADY) * seconds - reading.forwarded();
      lag = Math.max(waiting, lag + came);
    }
  }

  /** Events that have arrived and are not forwarded. */
  double lag() {
    return lag;
  }

  LoadSnapshot snapshot(long nanos, int patience, List<Choice> choices) {
    return new LoadSnapshot(
        nanos,
        lag,
        arrivals.perSecond(RECENT),
        arrivals.perSecond(STEADY),
        results.perSecond(RECENT),
        blindSeconds >= SILENCE_SECONDS ? blindSeconds : 0,
        patience,
        choices);
  }
}
