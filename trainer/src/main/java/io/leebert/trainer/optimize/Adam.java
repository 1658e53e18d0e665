package io.leebert.trainer.optimize;

import java.util.Arrays;

/** Adam (Kingma and Ba, 2015) over a plain array, for the few hundred loss weights. */
final class Adam {

  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final double learningRate;
  private final double[] first;
  private final double[] second;
  private int steps;

  Adam(double learningRate, int size) {
    if (!(learningRate >= 0)) {
      throw new IllegalArgumentException("learning rate must not be negative: " + learningRate);
    }
    this.learningRate = learningRate;
    this.first = new double[size];
    this.second = new double[size];
  }

  /** Moves the values against the gradient, in place. */
  void descend(double[] values, double[] gradient) {
    steps++;
    double correction1 = 1 - Math.pow(BETA1, steps);
    double correction2 = 1 - Math.pow(BETA2, steps);
    for (int i = 0; i < values.length; i++) {
      first[i] = BETA1 * first[i] + (1 - BETA1) * gradient[i];
      second[i] = BETA2 * second[i] + (1 - BETA2) * gradient[i] * gradient[i];
      values[i] -=
          learningRate * (first[i] / correction1) / (Math.sqrt(second[i] / correction2) + EPSILON);
    }
  }

  /** The number of steps, then both moments. */
  double[] state() {
    return joined(new double[] {steps}, first, second);
  }

  /** Goes on from a state of the same size. */
  void restore(double[] state) {
    if (state.length != stateSize(first.length)) {
      throw new IllegalArgumentException(
          "a state of "
              + first.length
              + " values has "
              + stateSize(first.length)
              + " numbers, found "
              + state.length);
    }
    steps = (int) state[0];
    System.arraycopy(state, 1, first, 0, first.length);
    System.arraycopy(state, 1 + first.length, second, 0, second.length);
  }

  static int stateSize(int size) {
    return 1 + 2 * size;
  }

  static double[] joined(double[]... parts) {
    return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
  }
}
