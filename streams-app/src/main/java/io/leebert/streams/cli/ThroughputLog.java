package io.leebert.streams.cli;

import io.leebert.streams.batch.MicroBatcher;
import io.leebert.streams.topology.EventCounters;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line now and then on what goes through, and none while nothing does. */
final class ThroughputLog implements Runnable {
  static final Duration EVERY = Duration.ofSeconds(10);
  private static final Logger LOG = LoggerFactory.getLogger(ThroughputLog.class);

  /** The counters at one moment. */
  private record Reading(
      long nanos, long predictions, long deadLetters, long exitLayers, long batches, long rows) {}

  private final EventCounters counters;
  private final MicroBatcher batcher;
  private final int layers;
  private final LongSupplier nanoClock;
  private Reading before;

  ThroughputLog(EventCounters counters, MicroBatcher batcher, int layers, LongSupplier nanoClock) {
    this.counters = counters;
    this.batcher = batcher;
    this.layers = layers;
    this.nanoClock = nanoClock;
    this.before = read();
  }

  @Override
  public void run() {
    String line = line();
    if (!line.isEmpty()) {
      LOG.info("{}", line);
    }
  }

  /** What happened since the last call, or an empty text when nothing did. */
  String line() {
    Reading now = read();
    Reading last = before;
    before = now;
    long predictions = now.predictions - last.predictions;
    long deadLetters = now.deadLetters - last.deadLetters;
    if (predictions + deadLetters == 0) {
      return "";
    }
    double seconds = Math.max(1e-9, (now.nanos - last.nanos) / 1e9);
    return String.format(
        Locale.ROOT,
        "%.1f events/s, mean exit layer %.2f of %d, %.1f rows a batch, %d waiting, %d dead letters",
        (predictions + deadLetters) / seconds,
        (now.exitLayers - last.exitLayers) / (double) Math.max(1, predictions),
        layers,
        (now.rows - last.rows) / (double) Math.max(1, now.batches - last.batches),
        batcher.waiting(),
        deadLetters);
  }

  private Reading read() {
    return new Reading(
        nanoClock.getAsLong(),
        counters.predictions(),
        counters.deadLetters(),
        counters.exitLayers(),
        batcher.batches(),
        batcher.rows());
  }
}
