package io.leebert.trainer.train;

import org.jspecify.annotations.Nullable;

/** Remembers the best score so far and says when to give up waiting for a better one. */
final class EarlyStopping {

  private final int stopAfter;
  private State state = new State(null, 0, 0);

  /** What a checkpoint keeps; no best score before the first epoch. */
  record State(@Nullable Double best, int bestEpoch, int epoch) {}

  EarlyStopping(int stopAfter) {
    this.stopAfter = stopAfter;
  }

  /** Takes the next epoch's score; true when it beats all before it. */
  boolean improves(double score) {
    int epoch = state.epoch() + 1;
    Double best = state.best();
    boolean better = best == null || score > best;
    state = better ? new State(score, epoch, epoch) : new State(best, state.bestEpoch(), epoch);
    return better;
  }

  /** True when the last {@code stopAfter} epochs brought nothing better. */
  boolean stops() {
    return state.epoch() - state.bestEpoch() >= stopAfter;
  }

  int bestEpoch() {
    return state.bestEpoch();
  }

  State state() {
    return state;
  }

  void restore(State kept) {
    state = kept;
  }
}
