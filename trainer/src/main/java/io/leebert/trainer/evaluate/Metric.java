package io.leebert.trainer.evaluate;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A score of predicted classes against the true ones, as GLUE defines it (Wang et al. 2019): more
 * is better, 1 is perfect.
 */
public enum Metric {
  /** Share of right classes, 0 to 1. */
  ACCURACY,
  /**
   * Matthews correlation, -1 to 1 (CoLA); for more than two classes Gorodkin's R_K. It is 0 when
   * either side has one class only.
   */
  MATTHEWS,
  /**
   * Two classes: F1 of class 1, as GLUE counts it. More: the mean F1 of all classes. A class that
   * is neither there nor predicted counts 0.
   */
  F1,
  /** The mean F1 of all classes, of two as well: rare classes count as much as common ones. */
  MACRO_F1,
  /** The mean of {@link #ACCURACY} and {@link #F1} (MRPC, QQP). */
  ACCURACY_F1;

  /** Its name in manifests and on command lines: {@code accuracy}, {@code accuracy-f1}, ... */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The metric of a {@link #label()}.
   *
   * @throws IllegalArgumentException listing the metrics there are
   */
  public static Metric ofLabel(String label) {
    for (Metric metric : values()) {
      if (metric.label().equals(label)) {
        return metric;
      }
    }
    throw new IllegalArgumentException(
        "unknown metric '"
            + label
            + "', expected one of "
            + Arrays.stream(values()).map(Metric::label).collect(Collectors.joining(", ")));
  }

  /**
   * Scores predictions.
   *
   * @param gold true classes, 0 to {@code classes - 1}
   * @param predicted predicted classes of the same rows
   * @param classes number of classes (K)
   * @throws IllegalArgumentException when there are no rows or the counts differ
   */
  public double score(int[] gold, int[] predicted, int classes) {
    long[][] confusion = confusion(gold, predicted, classes);
    return switch (this) {
      case ACCURACY -> accuracy(confusion);
      case MATTHEWS -> matthews(confusion);
      case F1 -> f1(confusion);
      case MACRO_F1 -> macroF1(confusion);
      case ACCURACY_F1 -> (accuracy(confusion) + f1(confusion)) / 2;
    };
  }

  /** {@code [gold][predicted]} counts. */
  private static long[][] confusion(int[] gold, int[] predicted, int classes) {
    if (gold.length == 0 || gold.length != predicted.length) {
      throw new IllegalArgumentException(
          "a score needs rows and one prediction for each, found "
              + gold.length
              + " rows and "
              + predicted.length
              + " predictions");
    }
    long[][] confusion = new long[classes][classes];
    for (int row = 0; row < gold.length; row++) {
      confusion[gold[row]][predicted[row]]++;
    }
    return confusion;
  }

  private static double accuracy(long[][] confusion) {
    double right = 0;
    double rows = 0;
    for (int k = 0; k < confusion.length; k++) {
      right += confusion[k][k];
      rows += Arrays.stream(confusion[k]).sum();
    }
    return right / rows;
  }

  private static double matthews(long[][] confusion) {
    double rows = 0;
    double right = 0;
    double both = 0;
    double goldSquares = 0;
    double predictedSquares = 0;
    for (int k = 0; k < confusion.length; k++) {
      double goldCount = Arrays.stream(confusion[k]).sum();
      double predictedCount = column(confusion, k);
      rows += goldCount;
      right += confusion[k][k];
      both += goldCount * predictedCount;
      goldSquares += goldCount * goldCount;
      predictedSquares += predictedCount * predictedCount;
    }
    double spread = (rows * rows - goldSquares) * (rows * rows - predictedSquares);
    return spread == 0 ? 0 : (right * rows - both) / Math.sqrt(spread);
  }

  private static double f1(long[][] confusion) {
    if (confusion.length == 2) {
      return f1(confusion, 1);
    }
    return macroF1(confusion);
  }

  private static double macroF1(long[][] confusion) {
    double sum = 0;
    for (int k = 0; k < confusion.length; k++) {
      sum += f1(confusion, k);
    }
    return sum / confusion.length;
  }

  private static double f1(long[][] confusion, int positive) {
    double counts = Arrays.stream(confusion[positive]).sum() + column(confusion, positive);
    return counts == 0 ? 0 : 2 * confusion[positive][positive] / counts;
  }

  private static double column(long[][] confusion, int predicted) {
    double sum = 0;
    for (long[] row : confusion) {
      sum += row[predicted];
    }
    return sum;
  }
}
