package io.leebert.trainer.report;

import java.util.List;

/** What must fit together within a run's record, so that plots and tables need not wonder. */
final class RunChecks {

  private RunChecks() {}

  static void check(
      int formatVersion,
      int layers,
      List<String> labels,
      List<ExitPoint> exits,
      List<WeightsPoint> weights,
      String servedBy,
      int[][] confusion) {
    if (formatVersion != RunRecord.FORMAT_VERSION) {
      throw new IllegalArgumentException(
          "formatVersion is " + formatVersion + ", expected " + RunRecord.FORMAT_VERSION);
    }
    if (labels.isEmpty()) {
      throw new IllegalArgumentException("labels is empty, expected the names of the classes");
    }
    checkExits(layers, exits);
    for (WeightsPoint point : weights) {
      square("weights of step " + point.step(), point.weights(), exits.size(), 1 + exits.size());
    }
    if (!List.of(RunRecord.PATIENCE, RunRecord.CONFIDENCE, RunRecord.ENTROPY).contains(servedBy)) {
      throw new IllegalArgumentException(
          "servedBy is '" + servedBy + "', expected patience, confidence or entropy");
    }
    checkConfusion(labels.size(), confusion);
  }

  private static void checkExits(int layers, List<ExitPoint> exits) {
    if (exits.isEmpty()) {
      throw new IllegalArgumentException("exits is empty, expected at least one exit");
    }
    int before = 0;
    for (ExitPoint exit : exits) {
      if (exit.exit() <= before || exit.exit() > layers) {
        throw new IllegalArgumentException(
            "exits hold exit "
                + exit.exit()
                + " after "
                + before
                + ", expected ascending layers from 1 to "
                + layers);
      }
      before = exit.exit();
    }
  }

  private static void square(String what, double[][] grid, int rows, int columns) {
    if (grid.length != rows) {
      throw new IllegalArgumentException(
          what + " have " + grid.length + " rows, expected one per exit, " + rows);
    }
    for (double[] row : grid) {
      if (row.length != columns) {
        throw new IllegalArgumentException(
            what + " have a row of " + row.length + " columns, expected " + columns);
      }
    }
  }

  private static void checkConfusion(int classes, int[][] confusion) {
    boolean fits = confusion.length == classes;
    for (int[] row : confusion) {
      fits &= row.length == classes;
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "confusion is not "
              + classes
              + " rows of "
              + classes
              + " counts, which the "
              + classes
              + " labels ask for");
    }
  }
}
