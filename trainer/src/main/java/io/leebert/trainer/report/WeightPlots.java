package io.leebert.trainer.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** How the weights of the loss terms moved, as heat maps over the steps. */
final class WeightPlots {

  /** More columns than this are thinner than a pixel of the picture. */
  private static final int MOST_COLUMNS = 160;

  private WeightPlots() {}

  static List<Plot> of(RunRecord run) {
    List<WeightsPoint> points = thinned(LossTerms.present(run.weights()));
    if (points.isEmpty()) {
      return List.of();
    }
    return Stream.of(teachers(run, points), classification(run, points), last(run, points))
        .flatMap(Optional::stream)
        .toList();
  }

  /** Every teacher's weight over time; the teachers of one exit are a block. */
  private static Optional<Plot> teachers(RunRecord run, List<WeightsPoint> points) {
    List<String> names = new ArrayList<>();
    List<double[]> cells = new ArrayList<>();
    for (int m = 0; m < run.exits().size(); m++) {
      List<double[]> block = block(points, m);
      if (block.isEmpty()) {
        continue;
      }
      if (!cells.isEmpty()) {
        names.add("");
        cells.add(overTime(points, point -> Double.NaN));
      }
      for (int i = 0; i < block.size(); i++) {
        names.add(i == block.size() / 2 ? "exit " + run.exits().get(m).exit() : "");
      }
      cells.addAll(block);
    }
    if (cells.isEmpty()) {
      return Optional.empty();
    }
    double[][] grid = cells.toArray(double[][]::new);
    Range range = rounded(grid);
    int rowHeight = Math.min(24, Math.max(2, 600 / grid.length));
    return Optional.of(
        new HeatPlot("Weights of what each exit learns from", "step", "learning exit")
            .cells(names, steps(points), grid)
            .range(range.from(), range.to())
            .size(620, 110 + Math.max(120, rowHeight * grid.length))
            .seamless()
            .draw(
                "weights-teachers.png",
                "Weight of every distillation term over the steps: one block per learning exit,"
                    + " its rows the exits it learns from, shallow to deep"));
  }

  /** The teachers that an exit has, shallow to deep. */
  private static List<double[]> block(List<WeightsPoint> points, int learner) {
    List<double[]> block = new ArrayList<>();
    int teachers = points.get(0).weights()[learner].length;
    for (int teacher = 1; teacher < teachers; teacher++) {
      int column = teacher;
      double[] row = overTime(points, point -> point.weights()[learner][column]);
      if (Arrays.stream(row).anyMatch(Double::isFinite)) {
        block.add(row);
      }
    }
    return block;
  }

  private static Optional<Plot> classification(RunRecord run, List<WeightsPoint> points) {
    int exits = run.exits().size();
    List<String> names = new ArrayList<>();
    double[][] cells = new double[exits][];
    for (int m = 0; m < exits; m++) {
      int row = m;
      names.add(Integer.toString(run.exits().get(m).exit()));
      cells[m] = overTime(points, point -> point.weights()[row][0]);
    }
    Range range = rounded(cells);
    return Optional.of(
        new HeatPlot("Weight of each exit's classification", "step", "exit (layer)")
            .cells(names, steps(points), cells)
            .range(range.from(), range.to())
            .size(560, 110 + Math.max(120, 20 * exits))
            .seamless()
            .draw(
                "weights-classification.png",
                "Weight of each exit's classification term over the steps"));
  }

  /** Who learnt from whom in the end; the classification's weights are another order of size. */
  private static Optional<Plot> last(RunRecord run, List<WeightsPoint> points) {
    List<String> names = run.exits().stream().map(exit -> Integer.toString(exit.exit())).toList();
    double[][] teachers =
        Arrays.stream(points.get(points.size() - 1).weights())
            .map(row -> Arrays.copyOfRange(row, 1, row.length))
            .toArray(double[][]::new);
    if (Arrays.stream(teachers).flatMapToDouble(Arrays::stream).noneMatch(Double::isFinite)) {
      return Optional.empty();
    }
    Range range = rounded(teachers);
    return Optional.of(
        new HeatPlot("Teachers' weights after the last step", "learns from exit", "exit (layer)")
            .cells(names, names, teachers)
            .range(range.from(), range.to())
            .size(Math.max(560, 130 + 22 * names.size()), 110 + Math.max(120, 24 * names.size()))
            .draw(
                "weights-last.png",
                "Weights after the last step: rows are exits, columns the exits they learn from"));
  }

  private static double[] overTime(
      List<WeightsPoint> points, ToDoubleFunction<WeightsPoint> weight) {
    return points.stream().mapToDouble(weight).toArray();
  }

  private static List<String> steps(List<WeightsPoint> points) {
    return AxisNames.thinned(
        points.stream().map(point -> Integer.toString(point.step())).toList(), 8);
  }

  private static List<WeightsPoint> thinned(List<WeightsPoint> points) {
    if (points.size() <= MOST_COLUMNS) {
      return points;
    }
    List<WeightsPoint> thinned = new ArrayList<>();
    for (int i = 0; i < MOST_COLUMNS; i++) {
      thinned.add(points.get((int) ((long) i * (points.size() - 1) / (MOST_COLUMNS - 1))));
    }
    return Collections.unmodifiableList(thinned);
  }

  /** The ends of the colours, in numbers short enough for the legend. */
  private static Range rounded(double[][] cells) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double[] row : cells) {
      for (double value : row) {
        if (Double.isFinite(value)) {
          least = Math.min(least, value);
          most = Math.max(most, value);
        }
      }
    }
    if (least > most) {
      return new Range(0, 1);
    }
    double digits = most - least < 0.005 ? 10_000 : most - least < 0.05 ? 1000 : 100;
    return new Range(Math.floor(least * digits) / digits, Math.ceil(most * digits) / digits);
  }
}
