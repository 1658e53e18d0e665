package io.leebert.streams.autoscale;

import java.time.Duration;
import java.util.ArrayDeque;

/** Arrivals per second over the last moments, from a count that only grows. */
public final class ArrivalMeter {
  private static final double NANOS = 1e9;

  private record Sample(long nanos, double count) {}

  private final ArrayDeque<Sample> samples = new ArrayDeque<>();
  private final long longest;

  /** A meter that remembers this long. */
  public ArrivalMeter(Duration longest) {
    this.longest = longest.toNanos();
  }

  /** Adds how many have arrived since the last call. */
  public void add(long nanos, double arrivals) {
    Sample last = samples.peekLast();
    samples.addLast(new Sample(nanos, (last == null ? 0 : last.count()) + arrivals));
    // One sample older than the window stays: the window begins at it.
    while (samples.size() > 2 && nanos - second().nanos() >= longest) {
      samples.removeFirst();
    }
  }

  private Sample second() {
    var it = samples.iterator();
    it.next();
    return it.next();
  }

  /** Arrivals per second over the window, or over what is known when that is less. */
  public double perSecond(Duration window) {
    Sample last = samples.peekLast();
    if (last == null) {
      return 0;
    }
    Sample first = last;
    for (var it = samples.descendingIterator(); it.hasNext(); ) {
      first = it.next();
      if (last.nanos() - first.nanos() >= window.toNanos()) {
        break;
      }
    }
    long nanos = last.nanos() - first.nanos();
    return nanos == 0 ? 0 : (last.count() - first.count()) * NANOS / nanos;
  }
}
