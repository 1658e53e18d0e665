package io.leebert.trainer.evaluate;

/**
 * One temperature for every exit, so that its probabilities mean what they say (Guo et al., 2017).
 *
 * <p>The temperature is the one with the least negative log-likelihood on rows whose classes are
 * known. Classes do not change by it and so neither does any exit by patience; entropies and
 * largest probabilities do.
 */
public final class TemperatureCalibration {

  /** An exit that is right on every row would want 0: a certainty that so few rows do not bear. */
  private static final double LOWEST = Math.log(0.25);

  private static final double HIGHEST = Math.log(20);
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
  private static final int STEPS = 40;

  /** A probability that underflowed; its logarithm must stay a number. */
  private static final double LEAST = 1e-30;

  private TemperatureCalibration() {}

  /**
   * The temperature of one exit, between 0.25 and 20.
   *
   * @param probabilities {@code [rows][M][K]}
   * @param gold true class of every row
   * @param exit counted from 0
   */
  public static double fit(float[][][] probabilities, int[] gold, int exit) {
    // The loss is convex in 1/T, so it has one valley in log T, too.
    double low = LOWEST;
    double high = HIGHEST;
    for (int i = 0; i < STEPS; i++) {
      double left = high - GOLDEN * (high - low);
      double right = low + GOLDEN * (high - low);
      if (loss(probabilities, gold, exit, Math.exp(left))
          <= loss(probabilities, gold, exit, Math.exp(right))) {
        high = right;
      } else {
        low = left;
      }
    }
    return Math.exp((low + high) / 2);
  }

  /** Mean negative log-likelihood of the true classes at a temperature. */
  static double loss(float[][][] probabilities, int[] gold, int exit, double temperature) {
    double sum = 0;
    for (int row = 0; row < gold.length; row++) {
      double[] scaled = scaledLogarithms(probabilities[row][exit], temperature);
      sum += logSum(scaled) - scaled[gold[row]];
    }
    return sum / gold.length;
  }

  /** A distribution as it is at a temperature: its logarithms divided by it, normalized again. */
  public static float[] at(float[] distribution, double temperature) {
    double[] scaled = scaledLogarithms(distribution, temperature);
    double logSum = logSum(scaled);
    float[] result = new float[scaled.length];
    for (int k = 0; k < result.length; k++) {
      result[k] = (float) Math.exp(scaled[k] - logSum);
    }
    return result;
  }

  private static double[] scaledLogarithms(float[] distribution, double temperature) {
    double[] scaled = new double[distribution.length];
    for (int k = 0; k < scaled.length; k++) {
      scaled[k] = Math.log(Math.max(distribution[k], LEAST)) / temperature;
    }
    return scaled;
  }

  private static double logSum(double[] values) {
    double max = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      max = Math.max(max, value);
    }
    double sum = 0;
    for (double value : values) {
      sum += Math.exp(value - max);
    }
    return max + Math.log(sum);
  }
}
