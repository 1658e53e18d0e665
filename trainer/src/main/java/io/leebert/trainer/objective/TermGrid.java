package io.leebert.trainer.objective;

import java.util.Arrays;
import java.util.Random;

/**
 * One number for every term of the loss: a value, a weight or a gradient.
 *
 * <p>Row m-1 belongs to exit m. Column 0 is its classification term; column t is its distillation
 * term from exit t. Where exit t does not teach exit m there is no term and the number is 0.
 */
public final class TermGrid {

  private static final int LARGEST_DRAW = 50;

  private final double[][] numbers;

  private TermGrid(double[][] numbers) {
    this.numbers = numbers;
  }

  /**
   * Takes numbers over, {@code [M][1 + M]}.
   *
   * @throws IllegalArgumentException when a row is not 1 + M long
   */
  public static TermGrid of(double[][] numbers) {
    for (double[] row : numbers) {
      if (row.length != numbers.length + 1) {
        throw new IllegalArgumentException(
            numbers.length
                + " exits need "
                + (numbers.length + 1)
                + " numbers each, found "
                + row.length);
      }
    }
    return new TermGrid(numbers);
  }

  /** 1 where there is a term, 0 elsewhere: the weights of uniform LeeBERT (eq. 4). */
  public static TermGrid uniform(Teachers teachers, int exits) {
    double[][] numbers = new double[exits][exits + 1];
    for (int student = 1; student <= exits; student++) {
      numbers[student - 1][0] = 1;
      for (int teacher = 1; teacher <= exits; teacher++) {
        numbers[student - 1][teacher] = teachers.teaches(teacher, student, exits) ? 1 : 0;
      }
    }
    return new TermGrid(numbers);
  }

  /** 1 for the last exit's classification and 0 elsewhere: ordinary fine-tuning. */
  public static TermGrid lastExit(int exits) {
    double[][] numbers = new double[exits][exits + 1];
    numbers[exits - 1][0] = 1;
    return new TermGrid(numbers);
  }

  /**
   * 1 for the classification of all exits but the last, which is ready: the second stage of DeeBERT
   * (Xin et al., 2020).
   */
  public static TermGrid allButLastExit(int exits) {
    double[][] numbers = new double[exits][exits + 1];
    for (int m = 0; m < exits - 1; m++) {
      numbers[m][0] = 1;
    }
    return new TermGrid(numbers);
  }

  /**
   * Classification weighed by the exit's number, their mean 1: PABEE's loss (Zhou et al., 2020) but
   * for a constant factor. Distillation, where exits teach, weighs the same.
   */
  public static TermGrid byLayer(Teachers teachers, int exits) {
    double[][] numbers = uniform(teachers, exits).numbers;
    for (int m = 0; m < exits; m++) {
      for (int i = 0; i <= exits; i++) {
        numbers[m][i] *= 2.0 * (m + 1) / (exits + 1);
      }
    }
    return new TermGrid(numbers);
  }

  /** Every weight drawn from 1 to 50, those of one exit divided by their sum (LeeBERT-rand). */
  public static TermGrid random(Teachers teachers, int exits, Random random) {
    double[][] numbers = uniform(teachers, exits).numbers;
    for (double[] row : numbers) {
      for (int i = 0; i < row.length; i++) {
        row[i] *= 1 + random.nextInt(LARGEST_DRAW);
      }
      double sum = Arrays.stream(row).sum();
      for (int i = 0; i < row.length; i++) {
        row[i] /= sum;
      }
    }
    return new TermGrid(numbers);
  }

  /** Number of exits (M). */
  public int exits() {
    return numbers.length;
  }

  /**
   * The number of exit m's classification term, or, with a teacher above 0, of that distillation.
   */
  public double get(int exit, int teacherOrZero) {
    return numbers[exit - 1][teacherOrZero];
  }

  /** The sum of two grids of the same size. */
  public TermGrid plus(TermGrid other) {
    double[][] sum = new double[numbers.length][];
    for (int m = 0; m < numbers.length; m++) {
      sum[m] = numbers[m].clone();
      for (int i = 0; i < sum[m].length; i++) {
        sum[m][i] += other.numbers[m][i];
      }
    }
    return new TermGrid(sum);
  }

  /** Every number times a factor. */
  public TermGrid times(double factor) {
    double[][] product = new double[numbers.length][];
    for (int m = 0; m < numbers.length; m++) {
      product[m] = Arrays.stream(numbers[m]).map(number -> number * factor).toArray();
    }
    return new TermGrid(product);
  }

  /** A copy of the numbers, {@code [M][1 + M]}. */
  public double[][] toArray() {
    return Arrays.stream(numbers).map(double[]::clone).toArray(double[][]::new);
  }

  /** The weighted sum of all terms: the loss, when this grid holds values and the other weights. */
  public double dot(TermGrid weights) {
    double sum = 0;
    for (int m = 0; m < numbers.length; m++) {
      for (int i = 0; i < numbers[m].length; i++) {
        sum += numbers[m][i] * weights.numbers[m][i];
      }
    }
    return sum;
  }

  /** The numbers of one exit, a copy: classification first, then exits 1 to M as teachers. */
  public double[] row(int exit) {
    return numbers[exit - 1].clone();
  }

  /** All numbers row by row, {@code M * (1 + M)}. */
  public double[] flat() {
    return Arrays.stream(numbers).flatMapToDouble(Arrays::stream).toArray();
  }
}
