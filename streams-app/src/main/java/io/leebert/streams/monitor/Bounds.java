package io.leebert.streams.monitor;

import java.time.Duration;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/** Upper bounds of the histograms' buckets: few enough to be cheap to keep. */
final class Bounds {
  /** Of an age: to a day. */
  static final List<Duration> AGE =
      millis(
          5,
          10,
          25,
          50,
          100,
          250,
          500,
          1000,
          2000,
          5000,
          10_000,
          30_000,
          60_000,
          300_000,
          3_600_000,
          86_400_000);

  /** Of a part of the way. */
  static final List<Duration> STAGE =
      LongStream.of(
              50,
              100,
              250,
              500,
              1000,
              2500,
              5000,
              10_000,
              25_000,
              50_000,
              100_000,
              250_000,
              500_000,
              1_000_000,
              2_500_000,
              10_000_000)
          .mapToObj(micros -> Duration.ofNanos(micros * 1000))
          .toList();

  /** Of a layer: one each up to the 24 of a large encoder. */
  static final double[] LAYERS = DoubleStream.iterate(1, l -> l <= 24, l -> l + 1).toArray();

  /** Of the rows of a batch. */
  static final double[] ROWS = doubling(1, 4096);

  /** Of the tokens of a batch. */
  static final double[] TOKENS = doubling(16, 65_536);

  private Bounds() {}

  private static List<Duration> millis(long... millis) {
    return LongStream.of(millis).mapToObj(Duration::ofMillis).toList();
  }

  private static double[] doubling(double first, double last) {
    return DoubleStream.iterate(first, bound -> bound <= last, bound -> 2 * bound).toArray();
  }
}
