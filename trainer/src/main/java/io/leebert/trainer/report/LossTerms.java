package io.leebert.trainer.report;

import java.util.List;
import java.util.stream.IntStream;

/** Which loss terms a run had: its teacher set leaves some out. */
final class LossTerms {

  private LossTerms() {}

  /**
   * The same weights with NaN for every term that is 0, or NaN, at every point: it is not there.
   */
  static List<WeightsPoint> present(List<WeightsPoint> points) {
    if (points.isEmpty()) {
      return points;
    }
    List<double[][]> grids = points.stream().map(WeightsPoint::weights).toList();
    double[][] first = grids.get(0);
    for (int m = 0; m < first.length; m++) {
      for (int term = 0; term < first[m].length; term++) {
        int row = m;
        int column = term;
        if (grids.stream().allMatch(grid -> absent(grid[row][column]))) {
          grids.forEach(grid -> grid[row][column] = Double.NaN);
        }
      }
    }
    return IntStream.range(0, points.size())
        .mapToObj(i -> new WeightsPoint(points.get(i).step(), grids.get(i)))
        .toList();
  }

  private static boolean absent(double weight) {
    return Double.isNaN(weight) || weight == 0;
  }
}
