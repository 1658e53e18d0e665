package io.leebert.trainer.optimize;

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
}
