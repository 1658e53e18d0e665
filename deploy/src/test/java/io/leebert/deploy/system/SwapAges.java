package io.leebert.deploy.system;

import io.leebert.schemas.event.Prediction;
import io.leebert.schemas.event.Timings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How old events got in the application, those that came during a swap and the others. */
final class SwapAges {
  private record Window(long begin, long end) {}

  private record Age(long time, long micros) {}

  private final List<Window> swaps = new ArrayList<>();
  private final List<Age> ages = new ArrayList<>();
  private long began;

  /** A version is promoted now. */
  void begin() {
    began = System.currentTimeMillis();
  }

  /** It has taken over. */
  void end() {
    swaps.add(new Window(began, System.currentTimeMillis()));
  }

  void add(Prediction prediction) {
    Timings t = prediction.getTimings();
    ages.add(
        new Age(
            prediction.getSource().getTimestamp().toEpochMilli(),
            t.getTokenizeMicros()
                + t.getQueueMicros()
                + t.getInferenceMicros()
                + t.getOrderMicros()
                + t.getForwardMicros()));
  }

  private boolean inSwap(Age age) {
    return swaps.stream().anyMatch(s -> age.time() >= s.begin() && age.time() <= s.end());
  }

  private static String percentiles(List<Age> some) {
    long[] sorted = some.stream().mapToLong(Age::micros).sorted().toArray();
    return sorted.length == 0
        ? "no events"
        : String.format(
            Locale.ROOT,
            "p50 %.1f ms, p99 %.1f ms of %d events",
            sorted[sorted.length / 2] / 1e3,
            sorted[sorted.length * 99 / 100] / 1e3,
            sorted.length);
  }

  @Override
  public String toString() {
    return "age during swaps "
        + percentiles(ages.stream().filter(this::inSwap).toList())
        + "; else "
        + percentiles(ages.stream().filter(age -> !inSwap(age)).toList());
  }
}
