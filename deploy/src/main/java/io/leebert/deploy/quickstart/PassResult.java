package io.leebert.deploy.quickstart;

import io.leebert.deploy.traffic.LedgerCounts;
import org.HdrHistogram.Histogram;

/**
 * What a pass came to.
 *
 * @param name the pass
 * @param counts what became of its events
 * @param right predictions that are the known label
 * @param exitLayers sum of the exit layers
 * @param layers layers of the model; 0 when nothing came back
 * @param seconds from the first event produced to the last prediction read
 * @param latencies nanoseconds from produced to read
 */
record PassResult(
    String name,
    LedgerCounts counts,
    int right,
    long exitLayers,
    int layers,
    double seconds,
    Histogram latencies) {

  private int answered() {
    return counts.sent() - counts.lost();
  }

  /** Share of right labels among the events that came back, 0 to 1; NaN when none did. */
  double accuracy() {
    return (double) right / answered();
  }

  /** Mean layer the events left at; NaN when none came back. */
  double meanExitLayer() {
    return (double) exitLayers / answered();
  }

  double eventsPerSecond() {
    return answered() / seconds;
  }

  double latencyMillis(double percentile) {
    return latencies.getValueAtPercentile(percentile) / 1e6;
  }
}
