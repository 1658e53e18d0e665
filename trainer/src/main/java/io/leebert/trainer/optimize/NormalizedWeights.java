package io.leebert.trainer.optimize;

import io.leebert.trainer.objective.Teachers;
import io.leebert.trainer.objective.TermGrid;
import java.util.Arrays;

/**
 * Loss weights that stay a mixture: those of one exit are a softmax, scaled by the number of the
 * exit's terms so that all start at 1, which is uniform LeeBERT.
 *
 * <p>Raw weights only ever shrink, because the gradient of each is the value of its term and that
 * is positive; a mixture can only shift emphasis between the terms of an exit.
 */
public final class NormalizedWeights implements LossWeights {

  private final TermGrid present;
  private final double[][] logits;
  private final Adam[] optimizers;

  /**
   * Weights at their uniform start.
   *
   * @param learningRate of Adam over the logits of the mixture
   */
  public NormalizedWeights(Teachers teachers, int exits, double learningRate) {
    this.present = TermGrid.uniform(teachers, exits);
    this.logits = new double[exits][exits + 1];
    this.optimizers = new Adam[exits];
    for (int m = 0; m < exits; m++) {
      optimizers[m] = new Adam(learningRate, exits + 1);
    }
  }

  @Override
  public TermGrid values() {
    double[][] values = new double[logits.length][];
    for (int m = 0; m < logits.length; m++) {
      values[m] = mixture(m);
    }
    return TermGrid.of(values);
  }

  @Override
  public void descend(TermGrid gradient) {
    for (int m = 0; m < logits.length; m++) {
      double[] weights = mixture(m);
      double[] terms = gradient.row(m + 1);
      double count = 0;
      double mean = 0;
      for (int i = 0; i < weights.length; i++) {
        count += weights[i];
        mean += weights[i] * terms[i];
      }
      mean /= count;
      // d w_j / d logit_i = w_i (delta_ij - w_j / count), summed over the terms' values.
      double[] slope = new double[weights.length];
      for (int i = 0; i < weights.length; i++) {
        slope[i] = weights[i] * (terms[i] - mean);
      }
      optimizers[m].descend(logits[m], slope);
    }
  }

  @Override
  public double[] state() {
    double[] state = {};
    for (int m = 0; m < logits.length; m++) {
      state = Adam.joined(state, logits[m], optimizers[m].state());
    }
    return state;
  }

  @Override
  public void restore(double[] state) {
    int from = 0;
    for (int m = 0; m < logits.length; m++) {
      int size = logits[m].length;
      System.arraycopy(state, from, logits[m], 0, size);
      from += size;
      int moments = Adam.stateSize(size);
      optimizers[m].restore(Arrays.copyOfRange(state, from, from + moments));
      from += moments;
    }
  }

  /** The weights of exit m + 1; they sum to the number of its terms. */
  private double[] mixture(int m) {
    double[] there = present.row(m + 1);
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < there.length; i++) {
      max = there[i] > 0 ? Math.max(max, logits[m][i]) : max;
    }
    double count = 0;
    double sum = 0;
    double[] weights = new double[there.length];
    for (int i = 0; i < there.length; i++) {
      weights[i] = there[i] * Math.exp(logits[m][i] - max);
      count += there[i];
      sum += weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= count / sum;
    }
    return weights;
  }
}
