package io.leebert.trainer.train;

/** Remembers the best score so far and says when to give up waiting for a better one. */
final class EarlyStopping {

  private final int stopAfter;
  private double best = Double.NEGATIVE_INFINITY;
  private int bestEpoch;
  private int epoch;

  EarlyStopping(int stopAfter) {
    this.stopAfter = stopAfter;
  }

  /** Takes the next epoch's score; true when it beats all before it. */
  boolean improves(double score) {
    epoch++;
    if (score > best) {
      best = score;
      bestEpoch = epoch;
      return true;
    }
    return false;
  }

  /** True when the last {@code stopAfter} epochs brought nothing better. */
  boolean stops() {
    return epoch - bestEpoch >= stopAfter;
  }

  int bestEpoch() {
    return bestEpoch;
  }
}
