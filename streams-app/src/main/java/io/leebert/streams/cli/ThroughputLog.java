package io.leebert.streams.cli;

import io.leebert.streams.batch.BatchCounters;
import io.leebert.streams.batch.MicroBatcher;
import io.leebert.streams.topology.EventCounters;
import java.time.Duration;
import java.util.Locale;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line now and then on what goes through, and none while nothing does. */
final class ThroughputLog implements Runnable {
  static final Duration EVERY = Duration.ofSeconds(10);
  private static final Logger LOG = LoggerFactory.getLogger(ThroughputLog.class);

  /** The counters at one moment. */
  private record Reading(
      long nanos,
      long predictions,
      long deadLetters,
      long exitLayers,
      long batches,
      long rows,
      long tokens,
      long cells,
      long busyNanos) {

    Reading since(Reading last) {
      return new Reading(
          nanos - last.nanos,
          predictions - last.predictions,
          deadLetters - last.deadLetters,
          exitLayers - last.exitLayers,
          batches - last.batches,
          rows - last.rows,
          tokens - last.tokens,
          cells - last.cells,
          busyNanos - last.busyNanos);
    }
  }

  private final EventCounters counters;
  private final MicroBatcher batcher;
  private final IntSupplier layers;
  private final LongSupplier nanoClock;
  private Reading before;

  /**
   * A log.
   *
   * @param layers those of the model in service
   */
  ThroughputLog(
      EventCounters counters, MicroBatcher batcher, IntSupplier layers, LongSupplier nanoClock) {
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
    Reading done = now.since(before);
    before = now;
    Histogram forwarding = counters.forwarding();
    long events = done.predictions + done.deadLetters;
    if (events == 0) {
      return "";
    }
    double nanos = Math.max(1, done.nanos);
    return String.format(
        Locale.ROOT,
        "%.1f events/s, mean exit layer %.2f of %d, %.1f rows a batch with %.0f %% padding, network"
            + " busy %.0f %%, forwarded %.1f ms after the answer (p99 %.1f), %d waiting, %d dead"
            + " letters",
        1e9 * events / nanos,
        done.exitLayers / (double) Math.max(1, done.predictions),
        layers.getAsInt(),
        done.rows / (double) Math.max(1, done.batches),
        100.0 * (done.cells - done.tokens) / Math.max(1, done.cells),
        100.0 * done.busyNanos / nanos,
        forwarding.getValueAtPercentile(50) / 1e6,
        forwarding.getValueAtPercentile(99) / 1e6,
        batcher.waiting(),
        done.deadLetters);
  }

  private Reading read() {
    BatchCounters batches = batcher.counters();
    return new Reading(
        nanoClock.getAsLong(),
        counters.predictions(),
        counters.deadLetters(),
        counters.exitLayers(),
        batches.batches(),
        batches.rows(),
        batches.tokens(),
        batches.cells(),
        batches.busyNanos());
  }
}
