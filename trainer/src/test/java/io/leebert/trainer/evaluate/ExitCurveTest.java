package io.leebert.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leebert.trainer.evaluate.ExitCurve.Point;
import io.leebert.trainer.exits.ExitCriterion;
import io.leebert.trainer.exits.ExitRule;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExitCurveTest {

  private static final List<Boolean> ALL = List.of(true, true, true);

  /** Three exits, two classes. Row 0 is sure at once; row 1 learns late; row 2 changes its mind. */
  private static final float[][][] ROWS = {
    {{0.9f, 0.1f}, {0.95f, 0.05f}, {0.99f, 0.01f}},
    {{0.6f, 0.4f}, {0.3f, 0.7f}, {0.1f, 0.9f}},
    {{0.2f, 0.8f}, {0.55f, 0.45f}, {0.75f, 0.25f}}
  };

  private static final int[] GOLD = {0, 1, 0};

  @Test
  void patiencesGoFromTheFirstExitToTheLast() {
    List<Point> points = curve(ExitCriterion.PATIENCE, ALL);

    // 0: all at exit 1 with classes 0, 0, 1. 1: row 0 at 2, row 1 at 3 (0, 1, 1), row 2 at 3.
    assertThat(points).extracting(Point::setting).containsExactly(0.0, 1.0, 2.0, 3.0);
    assertThat(points.get(0).meanExitLayer()).isEqualTo(1);
    assertThat(points.get(0).accuracy()).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(points.get(1).meanExitLayer()).isCloseTo(8 / 3.0, within(1e-12));
    assertThat(points.get(1).accuracy()).isEqualTo(1);
    assertThat(points.get(3).meanExitLayer()).isEqualTo(3);
  }

  @Test
  void aConfidenceIsReachedWhereTheLargestProbabilityIs() {
    Point point = at(ExitCriterion.CONFIDENCE, 0.8, ALL);

    // Row 0 at 1 (0.9), row 1 at 3 (0.6, 0.7, 0.9), row 2 at 1 with the wrong class.
    assertThat(point.meanExitLayer()).isCloseTo(5 / 3.0, within(1e-12));
    assertThat(point.accuracy()).isCloseTo(2 / 3.0, within(1e-12));
  }

  @Test
  void anEntropyIsReachedWhereTheDistributionIsSharpEnough() {
    // Entropies: 0.325, 0.199, 0.056 | 0.673, 0.611, 0.325 | 0.500, 0.688, 0.562.
    Point point = at(ExitCriterion.ENTROPY, 0.62, ALL);

    assertThat(point.meanExitLayer()).isCloseTo((1 + 2 + 1) / 3.0, within(1e-12));
    assertThat(point.accuracy()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(at(ExitCriterion.ENTROPY, 0.33, ALL).meanExitLayer())
        .isCloseTo((1 + 3 + 3) / 3.0, within(1e-12));
  }

  @Test
  void thresholdsLieBetweenTheValuesThatOccurAndOneIsReachedByNothing() {
    List<Point> confidences = curve(ExitCriterion.CONFIDENCE, ALL);
    List<Point> entropies = curve(ExitCriterion.ENTROPY, ALL);

    assertThat(confidences).extracting(Point::setting).contains(2.0);
    for (float[][] row : ROWS) {
      for (float[] exit : row) {
        double sure = exit[ExitRule.mostProbable(exit)];
        assertThat(confidences).noneMatch(point -> Math.abs(point.setting() - sure) < 1e-6);
      }
    }
    assertThat(confidences).hasSize(9).isNotEmpty();
    assertThat(entropies).extracting(Point::setting).contains(-1.0);
    for (List<Point> points : List.of(confidences, entropies)) {
      assertThat(points.get(0).meanExitLayer()).isEqualTo(1);
      assertThat(points.get(points.size() - 1).meanExitLayer()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @EnumSource(ExitCriterion.class)
  void everyPointIsWhatTheRuleGivesAndStricterSettingsCostMore(ExitCriterion criterion) {
    Random random = new Random(4);
    float[][][] rows = new float[300][6][2];
    int[] gold = random.ints(300, 0, 2).toArray();
    for (float[][] row : rows) {
      for (float[] exit : row) {
        exit[0] = random.nextFloat();
        exit[1] = 1 - exit[0];
      }
    }
    List<Boolean> votes = List.of(true, false, true, true, false, true);

    List<Point> points = ExitCurve.of(criterion, rows, gold, Metric.ACCURACY, votes);

    assertThat(points.size()).isBetween(7, 42);
    for (Point point : points) {
      ExitRule rule = ExitCurve.rule(criterion, point.setting(), votes);
      double layers = 0;
      double right = 0;
      for (int row = 0; row < rows.length; row++) {
        layers += rule.decide(rows[row]).exitLayer();
        right += rule.decide(rows[row]).predictedClass() == gold[row] ? 1 : 0;
      }
      assertThat(point.meanExitLayer()).isCloseTo(layers / 300, within(1e-9));
      assertThat(point.accuracy()).isCloseTo(right / 300, within(1e-9));
      assertThat(point.score()).isEqualTo(point.accuracy());
    }
    Comparator<Double> lenientFirst =
        criterion == ExitCriterion.ENTROPY ? Comparator.reverseOrder() : Comparator.naturalOrder();
    // Ties in cost may come in any order; cost never falls as the setting gets stricter.
    List<Point> byStrictness =
        points.stream().sorted(Comparator.comparing(Point::setting, lenientFirst)).toList();
    assertThat(byStrictness).isSortedAccordingTo(Comparator.comparing(Point::meanExitLayer));
    assertThat(points).isSortedAccordingTo(Comparator.comparing(Point::meanExitLayer));
  }

  @Test
  void theOtherRulesAreOff() {
    assertThat(ExitCurve.rule(ExitCriterion.PATIENCE, 2, ALL))
        .isEqualTo(ExitRule.ofPatience(2, ALL));
    assertThat(ExitCurve.rule(ExitCriterion.CONFIDENCE, 0.75, ALL))
        .isEqualTo(new ExitRule(3, 0.75f, ExitRule.ENTROPY_OFF, ALL));
    assertThat(ExitCurve.rule(ExitCriterion.ENTROPY, 0.5, ALL))
        .isEqualTo(new ExitRule(3, ExitRule.CONFIDENCE_OFF, 0.5f, ALL));
  }

  @Test
  void theNearestPointIsNearestBySpeedUpAndOfTwoTheFasterOne() {
    List<Point> points =
        List.of(new Point(1, 0, 0, 1.5), new Point(2, 0, 0, 3), new Point(3, 0, 0, 6));

    // Of 6 layers: 4, 2 and 1 times the speed.
    assertThat(ExitCurve.nearest(points, 6, 99).setting()).isEqualTo(1);
    assertThat(ExitCurve.nearest(points, 6, 3).setting()).isEqualTo(1);
    assertThat(ExitCurve.nearest(points, 6, 2.9).setting()).isEqualTo(2);
    assertThat(ExitCurve.nearest(points, 6, 1.2).setting()).isEqualTo(3);
    assertThatThrownBy(() -> ExitCurve.nearest(List.of(), 6, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a curve needs points, found none");
  }

  private static List<Point> curve(ExitCriterion criterion, List<Boolean> votes) {
    return ExitCurve.of(criterion, ROWS, GOLD, Metric.ACCURACY, votes);
  }

  private static Point at(ExitCriterion criterion, double setting, List<Boolean> votes) {
    return ExitCurve.at(
        ExitCurve.rule(criterion, setting, votes), setting, ROWS, GOLD, Metric.ACCURACY);
  }
}
