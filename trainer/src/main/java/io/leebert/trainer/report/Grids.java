package io.leebert.trainer.report;

import java.util.Arrays;

/** Copies of two-dimensional arrays: records are immutable, arrays are not. */
final class Grids {

  private Grids() {}

  static double[][] copy(double[][] grid) {
    return Arrays.stream(grid).map(double[]::clone).toArray(double[][]::new);
  }

  static int[][] copy(int[][] grid) {
    return Arrays.stream(grid).map(int[]::clone).toArray(int[][]::new);
  }
}
