package io.leebert.trainer.train;

import io.leebert.trainer.objective.TermGrid;
import java.util.ArrayList;
import java.util.List;

/** The course of a run, thinned: mean losses, and the loss weights where they are learned. */
public final class History {

  private static final int LOSSES = 400;
  private static final int WEIGHTS = 60;

  private final int lossEvery;
  private final int weightsEvery;
  private final List<Loss> losses = new ArrayList<>();
  private final List<Weights> weights = new ArrayList<>();
  private double sum;
  private int count;

  /** The mean loss of the steps up to one. */
  public record Loss(int step, double loss) {}

  /** The weights after a step, as {@link TermGrid} lays them out. */
  @SuppressWarnings("ArrayRecordComponent") // a picture's pixels, never compared
  public record Weights(int step, double[][] weights) {}

  /** What a checkpoint keeps. */
  record State(List<Loss> losses, List<Weights> weights, double sum, int count) {}

  History(int totalSteps) {
    this.lossEvery = Math.max(1, (totalSteps + LOSSES - 1) / LOSSES);
    this.weightsEvery = Math.max(1, (totalSteps + WEIGHTS - 1) / WEIGHTS);
  }

  void step(int step, double loss) {
    sum += loss;
    count++;
    if (count == lossEvery) {
      losses.add(new Loss(step, sum / count));
      sum = 0;
      count = 0;
    }
  }

  void weights(int step, TermGrid grid) {
    if (step % weightsEvery == 0) {
      weights.add(new Weights(step, grid.toArray()));
    }
  }

  /** Mean losses, oldest first. */
  public List<Loss> losses() {
    return List.copyOf(losses);
  }

  /** Learned weights, oldest first; empty where they are fixed. */
  public List<Weights> weights() {
    return List.copyOf(weights);
  }

  State state() {
    return new State(List.copyOf(losses), List.copyOf(weights), sum, count);
  }

  void restore(State state) {
    losses.clear();
    losses.addAll(state.losses());
    weights.clear();
    weights.addAll(state.weights());
    sum = state.sum();
    count = state.count();
  }
}
