package io.leebert.trainer.objective;

import java.util.Arrays;

/**
 * One number for every term of the loss: a value, a weight or a gradient.
 *
 * <p>Row m-1 belongs to exit m. Column 0 is its classification term; column t is its distillation
 * term from exit t. Where exit t does not teach exit m there is no term and the number is 0.
 */
public final class TermGrid {

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
