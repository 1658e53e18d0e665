package io.leebert.streams.autoscale;

import java.util.List;
import java.util.Locale;

/**
 * What the device costs: the time of a batch is a part of its own plus a part per token and layer
 * computed. Measured at the start, corrected by every batch that runs. Safe for several threads.
 *
 * <p>Rows that leave take their cost with them (survivors are compacted), so a batch computes, for
 * every row, its padded length times the layer it left at.
 */
public final class CostProfile {
  private static final double LEARNING = 0.1;
  private static final double LARGEST_RATIO = 3;
  private static final double ROWS_THAT_TEACH = 16;

  /**
   * One run of the network.
   *
   * @param rows rows in the batch
   * @param paddedTokens tokens of the longest row
   * @param layers sum of the layers that the rows left at
   * @param expectedLayers the same as the quality profile had it, for the rows' patience
   * @param nanos time it took
   */
  public record Run(int rows, int paddedTokens, double layers, double expectedLayers, long nanos) {
    double work() {
      return paddedTokens * layers;
    }
  }

  private final double nanosPerBatch;
  private final double nanosPerWork;
  private final int modelLayers;
  private double correction = 1;
  private double depth = 1;
  private double tokens;

  private CostProfile(double nanosPerBatch, double nanosPerWork, int modelLayers, double tokens) {
    this.nanosPerBatch = nanosPerBatch;
    this.nanosPerWork = nanosPerWork;
    this.modelLayers = modelLayers;
    this.tokens = tokens;
  }

  /**
   * Fits a profile to runs of different size, length and depth, by least squares of the relative
   * error: a small run tells as much as a large one.
   *
   * @param modelLayers number of layers of the model (M)
   * @throws IllegalArgumentException when there are no runs
   */
  public static CostProfile fit(List<Run> runs, int modelLayers) {
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("a cost profile needs runs to be fitted to");
    }
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    double e = 0;
    double tokens = 0;
    for (Run run : runs) {
      double one = 1.0 / run.nanos();
      double work = run.work() / run.nanos();
      a += one * one;
      b += one * work;
      c += work * work;
      d += one;
      e += work;
      tokens += run.paddedTokens();
    }
    double determinant = a * c - b * b;
    double perBatch = determinant <= 0 ? 0 : (d * c - e * b) / determinant;
    double perWork = determinant <= 0 ? e / c : (a * e - b * d) / determinant;
    if (perBatch < 0 || perWork <= 0) {
      perBatch = 0;
      perWork = e / c;
    }
    return new CostProfile(perBatch, perWork, modelLayers, tokens / runs.size());
  }

  /** Learns from a batch of real traffic. */
  public synchronized void observe(Run run) {
    // Rows weigh by their number: a small batch tells little about the traffic, and less about what
    // the device does when it is busy.
    double weight = 1 - Math.pow(1 - LEARNING, run.rows() / ROWS_THAT_TEACH);
    double predicted = (nanosPerBatch + nanosPerWork * run.work()) * correction;
    correction *= 1 + weight * (bounded(run.nanos() / predicted) - 1);
    depth += weight * (run.layers() / run.expectedLayers() - depth);
    tokens += weight * (run.paddedTokens() - tokens);
  }

  private static double bounded(double ratio) {
    return Math.max(1 / LARGEST_RATIO, Math.min(LARGEST_RATIO, ratio));
  }

  /**
   * Events per second that the device can do.
   *
   * @param layer mean layer that rows leave at, by the quality profile
   * @param batchRows rows in a full batch
   */
  public synchronized double eventsPerSecond(double layer, int batchRows) {
    double real = Math.max(1, Math.min(modelLayers, layer * depth));
    double nanos = (nanosPerBatch + nanosPerWork * tokens * real * batchRows) * correction;
    return batchRows * 1e9 / nanos;
  }

  /**
   * What a batch costs of its own, in tokens of a row.
   *
   * @param layer layer that the row leaves at
   */
  public int overheadTokens(double layer) {
    return (int) Math.min(1_000_000, nanosPerBatch / (nanosPerWork * Math.max(1, layer)));
  }

  @Override
  public synchronized String toString() {
    return String.format(
        Locale.ROOT,
        "%.2f ms a batch + %.3f us a token and layer, x %.2f, %.1f tokens a row",
        nanosPerBatch / 1e6,
        nanosPerWork / 1e3,
        correction,
        tokens);
  }
}
