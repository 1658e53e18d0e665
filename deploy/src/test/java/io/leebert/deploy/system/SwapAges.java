package io.leebert.deploy.system;

import io.leebert.schemas.event.Prediction;
import io.leebert.schemas.event.Timings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How old events got in the application, those that came during a swap and those that came between
 * two. Those before the first swap say nothing: a process that has just begun is slow with its
 * first events, whether a model changes or not.
 */
final class SwapAges {
  private record Window(long begin, long end) {
    boolean holds(Age age) {
      return age.time() >= begin && age.time() <= end;
    }
  }

  private record Age(long time, long micros, long batchMicros) {}

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
                + t.getForwardMicros(),
            t.getInferenceMicros()));
  }

  private List<Age> during() {
    return ages.stream().filter(age -> swaps.stream().anyMatch(swap -> swap.holds(age))).toList();
  }

  private List<Age> between() {
    long first = swaps.stream().mapToLong(Window::begin).min().orElse(Long.MAX_VALUE);
    return ages.stream()
        .filter(age -> age.time() > first && swaps.stream().noneMatch(swap -> swap.holds(age)))
        .toList();
  }

  /** 99 of 100 events that came during a swap got no older, in milliseconds. */
  double p99During() {
    return percentile(sorted(during()), 99);
  }

  /** 99 of 100 events that came between two swaps got no older, in milliseconds. */
  double p99Between() {
    return percentile(sorted(between()), 99);
  }

  /** 99 of 100 events between two swaps were in a batch that took no longer, in milliseconds. */
  double batchP99Between() {
    return percentile(between().stream().mapToLong(Age::batchMicros).sorted().toArray(), 99);
  }

  private static long[] sorted(List<Age> some) {
    return some.stream().mapToLong(Age::micros).sorted().toArray();
  }

  private static double percentile(long[] sorted, int percent) {
    return sorted[sorted.length * percent / 100] / 1e3;
  }

  private static String percentiles(List<Age> some) {
    long[] sorted = sorted(some);
    return sorted.length == 0
        ? "no events"
        : String.format(
            Locale.ROOT,
            "p50 %.1f ms, p99 %.1f ms of %d events",
            percentile(sorted, 50),
            percentile(sorted, 99),
            sorted.length);
  }

  @Override
  public String toString() {
    return "age during swaps " + percentiles(during()) + "; between " + percentiles(between());
  }
}
