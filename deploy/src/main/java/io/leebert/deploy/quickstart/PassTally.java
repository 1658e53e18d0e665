package io.leebert.deploy.quickstart;

import io.leebert.deploy.traffic.LedgerCounts;
import org.HdrHistogram.Histogram;

/** Adds up the answers of a pass. */
final class PassTally {
  private static final int SIGNIFICANT_DIGITS = 3;

  private final Histogram latencies = new Histogram(SIGNIFICANT_DIGITS);
  private int right;
  private long exitLayers;
  private int layers;

  void add(Answer answer) {
    right += answer.right() ? 1 : 0;
    exitLayers += answer.prediction().getExitLayer();
    layers = answer.prediction().getLayers();
    latencies.recordValue(Math.max(0, answer.latencyNanos()));
  }

  PassResult result(String name, LedgerCounts counts, long nanos) {
    return new PassResult(name, counts, right, exitLayers, layers, nanos / 1e9, latencies);
  }
}
