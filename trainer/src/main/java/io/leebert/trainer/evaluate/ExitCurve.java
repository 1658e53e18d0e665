package io.leebert.trainer.evaluate;

import io.leebert.trainer.exits.ExitCriterion;
import io.leebert.trainer.exits.ExitDecision;
import io.leebert.trainer.exits.ExitRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** What a model yields and costs over the settings of one exit criterion. */
public final class ExitCurve {

  private static final int THRESHOLDS = 40;
  private static final double MARGIN = 1e-3;

  private ExitCurve() {}

  /**
   * One setting.
   *
   * @param setting the patience, the least confidence, or the greatest entropy in nats
   * @param score by the task's metric
   * @param accuracy share of right classes
   * @param meanExitLayer mean layer that rows leave at
   */
  public record Point(double setting, double score, double accuracy, double meanExitLayer) {}

  /**
   * All patiences, or some forty thresholds spread over the values that occur, cheapest setting
   * first.
   *
   * @param probabilities {@code [rows][M][K]}
   * @param gold true class of every row
   */
  public static List<Point> of(
      ExitCriterion criterion,
      float[][][] probabilities,
      int[] gold,
      Metric metric,
      List<Boolean> votes) {
    List<Point> points = new ArrayList<>();
    for (double setting : settings(criterion, probabilities, votes)) {
      points.add(at(rule(criterion, setting, votes), setting, probabilities, gold, metric));
    }
    points.sort(Comparator.comparingDouble(Point::meanExitLayer));
    return points;
  }

  /**
   * The point whose speed-up is nearest to one that is wanted; of two as near, the faster one.
   *
   * @param layers what speed-ups count from
   */
  public static Point nearest(List<Point> points, int layers, double speedUp) {
    return points.stream()
        .min(
            Comparator.comparingDouble((Point p) -> Math.abs(layers / p.meanExitLayer() - speedUp))
                .thenComparingDouble(Point::meanExitLayer))
        .orElseThrow(() -> new IllegalArgumentException("a curve needs points, found none"));
  }

  /** The rule of one setting of a criterion, the others off. */
  public static ExitRule rule(ExitCriterion criterion, double setting, List<Boolean> votes) {
    int never = votes.size();
    return switch (criterion) {
      case PATIENCE -> ExitRule.ofPatience((int) setting, votes);
      case CONFIDENCE -> new ExitRule(never, (float) setting, ExitRule.ENTROPY_OFF, votes);
      case ENTROPY -> new ExitRule(never, ExitRule.CONFIDENCE_OFF, (float) setting, votes);
    };
  }

  /** What one rule yields and costs. */
  public static Point at(
      ExitRule rule, double setting, float[][][] probabilities, int[] gold, Metric metric) {
    List<ExitDecision> decisions = Arrays.stream(probabilities).map(rule::decide).toList();
    int[] predicted = decisions.stream().mapToInt(ExitDecision::predictedClass).toArray();
    int classes = probabilities[0][0].length;
    return new Point(
        setting,
        metric.score(gold, predicted, classes),
        Metric.ACCURACY.score(gold, predicted, classes),
        decisions.stream().mapToInt(ExitDecision::exitLayer).average().orElseThrow());
  }

  private static Iterable<Double> settings(
      ExitCriterion criterion, float[][][] probabilities, List<Boolean> votes) {
    TreeSet<Double> settings = new TreeSet<>();
    if (criterion == ExitCriterion.PATIENCE) {
      for (int patience = 0; patience <= votes.size(); patience++) {
        settings.add((double) patience);
      }
      return settings;
    }
    double[] values =
        Arrays.stream(probabilities)
            .flatMap(Arrays::stream)
            .mapToDouble(row -> sureness(criterion, row))
            .sorted()
            .toArray();
    for (int i = 0; i <= THRESHOLDS; i++) {
      int index = (int) ((long) i * (values.length - 1) / THRESHOLDS);
      settings.add(
          criterion == ExitCriterion.CONFIDENCE ? below(values, index) : above(values, index));
    }
    // Quantiles of all exits miss the end where nearly nothing leaves early.
    settings.add((double) (criterion == ExitCriterion.CONFIDENCE ? ExitRule.CONFIDENCE_OFF : -1));
    return settings;
  }

  /** Halfway to the next lower value: on a value itself the last bit would decide. */
  private static double below(double[] values, int index) {
    int lower = index;
    while (lower > 0 && values[lower] == values[index]) {
      lower--;
    }
    return values[lower] < values[index]
        ? (values[lower] + values[index]) / 2
        : values[index] * (1 - MARGIN);
  }

  /** Halfway to the next higher value. */
  private static double above(double[] values, int index) {
    int higher = index;
    while (higher < values.length - 1 && values[higher] == values[index]) {
      higher++;
    }
    return values[higher] > values[index]
        ? (values[higher] + values[index]) / 2
        : values[index] * (1 + MARGIN);
  }

  private static double sureness(ExitCriterion criterion, float[] row) {
    return criterion == ExitCriterion.CONFIDENCE
        ? row[ExitRule.mostProbable(row)]
        : ExitRule.entropy(row);
  }
}
