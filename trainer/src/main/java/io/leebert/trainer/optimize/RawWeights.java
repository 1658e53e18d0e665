package io.leebert.trainer.optimize;

import io.leebert.trainer.objective.Teachers;
import io.leebert.trainer.objective.TermGrid;
import java.util.Arrays;

/**
 * Loss weights as the paper has them: free numbers that start at 1.
 *
 * <p>The gradient of a weight is its term's value, which is positive, so every weight shrinks and
 * would in the end be negative: the loss of that term would be sought. A weight stops at 0.
 */
public final class RawWeights implements LossWeights {

  private final TermGrid present;
  private final double[] weights;
  private final Adam optimizer;

  /** Weights at 1 for every term that there is. */
  public RawWeights(Teachers teachers, int exits, double learningRate) {
    this.present = TermGrid.uniform(teachers, exits);
    this.weights = present.flat();
    this.optimizer = new Adam(learningRate, weights.length);
  }

  @Override
  public TermGrid values() {
    int exits = present.exits();
    double[][] rows = new double[exits][exits + 1];
    for (int m = 0; m < exits; m++) {
      System.arraycopy(weights, m * (exits + 1), rows[m], 0, exits + 1);
    }
    return TermGrid.of(rows);
  }

  @Override
  public void descend(TermGrid gradient) {
    optimizer.descend(weights, gradient.flat());
    double[] there = present.flat();
    for (int i = 0; i < weights.length; i++) {
      weights[i] = there[i] * Math.max(0, weights[i]);
    }
  }

  @Override
  public double[] state() {
    return Adam.joined(weights, optimizer.state());
  }

  @Override
  public void restore(double[] state) {
    int size = weights.length;
    System.arraycopy(state, 0, weights, 0, size);
    optimizer.restore(Arrays.copyOfRange(state, size, state.length));
  }
}
