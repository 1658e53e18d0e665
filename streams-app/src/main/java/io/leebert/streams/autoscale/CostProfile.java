package io.leebert.streams.autoscale;

import java.util.List;
import java.util.Locale;

/**
 * What the device costs. A batch takes time of its own, more for every layer that it reaches, and
 * more for every token and layer that is computed. Measured at the start, corrected by every batch
 * that runs. Safe for several threads.
 *
 * <p>Rows that leave take their cost with them (survivors are compacted), so a batch computes, for
 * every row, its padded length times the layer it left at. The batch's own cost hardly counts in
 * the full batches of a busy device, but is half of a small one's. So what a small batch takes too
 * long is held against the batch's own cost, and says little of what the device does when it is
 * busy.
 */
public final class CostProfile {
  private static final double LEARNING_DELAY = 0.3;
  private static final double LARGEST_RATIO = 3;

  /**
   * An event waits for the batch that runs and then for its own. Both in half the target: what
   * waits then is ordinary, and no backlog yet.
   */
  private static final double SHARE_OF_TARGET = 1.0 / 4;

  /**
   * One run of the network.
   *
   * @param rows rows in the batch
   * @param paddedTokens tokens of the longest row
   * @param layers sum of the layers that the rows left at
   * @param deepest the last layer that a row left at
   * @param nanos time it took
   */
  public record Run(int rows, int paddedTokens, double layers, double deepest, long nanos) {
    double work() {
      return paddedTokens * layers;
    }
  }

  private final CostFit fit;
  private final int modelLayers;
  private double delayNanos;
  private double workCorrection = 1;

  private CostProfile(CostFit fit, int modelLayers) {
    this.fit = fit;
    this.modelLayers = modelLayers;
  }

  /**
   * Fits a profile to runs of different size, length and depth.
   *
   * @param modelLayers number of layers of the model (M)
   * @throws IllegalArgumentException when there are no runs
   */
  public static CostProfile fit(List<Run> runs, int modelLayers) {
    return new CostProfile(CostFit.to(runs), modelLayers);
  }

  /** Learns from a batch of real traffic. */
  public synchronized void observe(Run run) {
    double own = fit.own(run.deepest()) + delayNanos;
    double work = fit.nanosPerWork() * run.work() * workCorrection;
    double error = bounded(run.nanos() / (own + work)) - 1;
    double weight = TrafficProfile.weight(run.rows());
    // Each part is blamed by its share; error times the prediction is the time that is missing.
    delayNanos = Math.max(0, delayNanos + LEARNING_DELAY * own * error);
    workCorrection = kept(workCorrection * (1 + weight * work / (own + work) * error));
  }

  /** Within reach: a correction that has shrunk to nothing would never grow again. */
  private static double kept(double correction) {
    return Math.max(0.1, Math.min(100, correction));
  }

  private static double bounded(double ratio) {
    return Math.max(1 / LARGEST_RATIO, Math.min(LARGEST_RATIO, ratio));
  }

  /**
   * Events per second that the device can do in batches as large as fit the target.
   *
   * @param layer mean layer that rows leave at
   * @param tokens mean length of a row, padding included
   * @param batchRows rows in a full batch
   * @param targetNanos how old an event may get
   */
  public synchronized double eventsPerSecond(
      double layer, double tokens, int batchRows, double targetNanos) {
    double own = fit.own(modelLayers);
    double row = fit.nanosPerWork() * tokens * layer * workCorrection;
    // Less depth does not shorten the delay: it is no reason for smaller batches.
    double rows = (targetNanos * SHARE_OF_TARGET - own) / row;
    rows = Math.max(1, Math.min(batchRows, rows));
    return 1e9 / ((own + delayNanos) / rows + row);
  }

  /**
   * What a batch costs of its own, in tokens of a row.
   *
   * @param layer layer that the row leaves at
   */
  public int overheadTokens(double layer) {
    double deepest = Math.max(1, Math.min(modelLayers, layer));
    return (int) Math.min(1_000_000, fit.own(deepest) / (fit.nanosPerWork() * deepest));
  }

  @Override
  public synchronized String toString() {
    return String.format(
        Locale.ROOT,
        "%.2f ms a batch + %.2f ms delay + %.2f ms a layer + %.3f us a token and layer x %.2f",
        fit.nanosPerBatch() / 1e6,
        delayNanos / 1e6,
        fit.nanosPerLayer() / 1e6,
        fit.nanosPerWork() / 1e3,
        workCorrection);
  }
}
