package io.leebert.trainer.evaluate;

import io.leebert.trainer.exits.ExitRule;
import java.util.ArrayList;
import java.util.List;

/**
 * How far an exit's confidence is from its accuracy: the expected calibration error over bins of
 * equal width (Naeini et al., 2015).
 *
 * @param error mean distance, weighted by the rows of a bin, 0 to 1
 * @param bins lowest confidence first; bins without rows are there, too
 */
public record Calibration(double error, List<Bin> bins) {

  /** Number of bins. */
  public static final int BINS = 10;

  /** Copies the list. */
  public Calibration {
    bins = List.copyOf(bins);
  }

  /**
   * Rows whose largest probability lies in a range.
   *
   * @param from lower end
   * @param to upper end
   * @param rows how many
   * @param meanConfidence mean of their largest probabilities; 0 without rows
   * @param accuracy share of them whose class is right; 0 without rows
   */
  public record Bin(double from, double to, long rows, double meanConfidence, double accuracy) {}

  /**
   * Measures one exit.
   *
   * @param probabilities {@code [rows][M][K]}
   * @param gold true class of every row
   * @param exit counted from 0
   */
  public static Calibration of(float[][][] probabilities, int[] gold, int exit) {
    long[] rows = new long[BINS];
    double[] confidence = new double[BINS];
    long[] right = new long[BINS];
    for (int i = 0; i < gold.length; i++) {
      float[] distribution = probabilities[i][exit];
      int predicted = ExitRule.mostProbable(distribution);
      int bin = Math.min(BINS - 1, (int) (distribution[predicted] * BINS));
      rows[bin]++;
      confidence[bin] += distribution[predicted];
      right[bin] += predicted == gold[i] ? 1 : 0;
    }
    double error = 0;
    List<Bin> bins = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      long count = rows[bin];
      double mean = count == 0 ? 0 : confidence[bin] / count;
      double accuracy = count == 0 ? 0 : (double) right[bin] / count;
      error += count * Math.abs(mean - accuracy) / gold.length;
      bins.add(new Bin((double) bin / BINS, (bin + 1.0) / BINS, count, mean, accuracy));
    }
    return new Calibration(error, bins);
  }
}
