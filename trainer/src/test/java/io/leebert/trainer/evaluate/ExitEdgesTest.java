package io.leebert.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leebert.schemas.event.PatienceQuality;
import io.leebert.trainer.evaluate.ExitCurve.Point;
import io.leebert.trainer.exits.ExitCriterion;
import io.leebert.trainer.exits.ExitRule;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One exit, one row, exits that all say the same, and a network that says nothing at all. */
class ExitEdgesTest {

  private static final List<Boolean> ONE = List.of(true);

  @ParameterizedTest
  @EnumSource(ExitCriterion.class)
  void aNetworkOfOneExitLeavesThereAtEverySetting(ExitCriterion criterion) {
    float[][][] rows = {{{0.9f, 0.1f}}, {{0.4f, 0.6f}}};

    assertThat(ExitCurve.of(criterion, rows, new int[] {0, 0}, Metric.ACCURACY, ONE))
        .isNotEmpty()
        .allSatisfy(
            point -> {
              assertThat(point.meanExitLayer()).isEqualTo(1);
              assertThat(point.accuracy()).isEqualTo(0.5);
            });
  }

  @ParameterizedTest
  @EnumSource(ExitCriterion.class)
  void aCurveGoesFromTheFirstExitToTheLast(ExitCriterion criterion) {
    float[][][] rows = RandomRows.of(50, 6, 3, 5);
    int[] gold = IntStream.range(0, 50).map(i -> i % 3).toArray();
    List<Point> points =
        ExitCurve.of(
            criterion, rows, gold, Metric.ACCURACY, List.of(true, true, true, true, true, true));

    assertThat(points).isSortedAccordingTo(Comparator.comparingDouble(Point::meanExitLayer));
    assertThat(points.get(0).meanExitLayer()).isEqualTo(1);
    assertThat(points.get(points.size() - 1).meanExitLayer()).isEqualTo(6);
  }

  @ParameterizedTest
  @EnumSource(ExitCriterion.class)
  void exitsThatAreAllAsSureAreLeftAtOnceOrNever(ExitCriterion criterion) {
    float[] same = {0.7f, 0.3f};
    float[][][] rows = {{same, same, same}, {same, same, same}};
    List<Point> points =
        ExitCurve.of(criterion, rows, new int[] {0, 1}, Metric.ACCURACY, List.of(true, true, true));

    assertThat(points).extracting(Point::meanExitLayer).contains(1.0, 3.0);
    assertThat(points).allMatch(point -> point.accuracy() == 0.5);
  }

  @ParameterizedTest
  @EnumSource(ExitCriterion.class)
  void noRowLeavesWhereAnExitHasNoVote(ExitCriterion criterion) {
    float[][][] rows = RandomRows.of(40, 4, 2, 9);
    int[] gold = new int[40];

    // The first exits that may be left at are the third and the fourth.
    assertThat(
            ExitCurve.of(criterion, rows, gold, Metric.ACCURACY, List.of(false, false, true, true)))
        .isNotEmpty()
        .allMatch(point -> point.meanExitLayer() >= 3);
  }

  @ParameterizedTest
  @EnumSource(ExitCriterion.class)
  void theSameRowsGiveTheSameCurve(ExitCriterion criterion) {
    int[] gold = new int[30];
    List<Boolean> votes = List.of(true, true, true);

    assertThat(ExitCurve.of(criterion, RandomRows.of(30, 3, 4, 2), gold, Metric.MACRO_F1, votes))
        .isEqualTo(
            ExitCurve.of(criterion, RandomRows.of(30, 3, 4, 2), gold, Metric.MACRO_F1, votes));
  }

  @Test
  void aCurveWithoutPointsHasNoneThatIsNearest() {
    assertThatThrownBy(() -> ExitCurve.nearest(List.of(), 12, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a curve needs points, found none");
  }

  @Test
  void aProfileOfOneExitHasTwoPatiencesThatAreTheSame() {
    float[][][] rows = {{{0.9f, 0.1f}}, {{0.4f, 0.6f}}};
    List<PatienceQuality> profile =
        QualityProfiler.profile(rows, new int[] {0, 1}, Metric.ACCURACY, ONE);

    assertThat(profile).extracting(PatienceQuality::getPatience).containsExactly(0, 1);
    assertThat(profile)
        .allSatisfy(
            quality -> {
              assertThat(quality.getScore()).isEqualTo(1);
              assertThat(quality.getExitShares()).containsExactly(1.0);
            });
  }

  @Test
  void sharesOfAllExitsAreTheWholeAtEveryPatience() {
    float[][][] rows = RandomRows.of(33, 5, 3, 4);
    List<Boolean> votes = List.of(true, false, true, true, true);
    List<PatienceQuality> profile =
        QualityProfiler.profile(rows, new int[33], Metric.ACCURACY, votes);

    assertThat(profile).isNotEmpty();
    for (PatienceQuality quality : profile) {
      double layers = 0;
      for (int exit = 0; exit < 5; exit++) {
        layers += (exit + 1) * quality.getExitShares().get(exit);
      }

      assertThat(quality.getExitShares().stream().mapToDouble(share -> share).sum())
          .isCloseTo(1, within(1e-12));
      assertThat(quality.getExitShares().get(1)).isZero();
      assertThat(quality.getMeanExitLayer()).isCloseTo(layers, within(1e-12));
    }
  }

  @Test
  void moreOrFewerClassesThanRowsAreRefusedWithBothCounts() {
    float[][][] rows = RandomRows.of(3, 2, 2, 1);
    List<Boolean> votes = List.of(true, true);

    assertThatThrownBy(() -> QualityProfiler.profile(rows, new int[2], Metric.ACCURACY, votes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a quality profile needs rows and one class for each, found 3 rows and 2 classes");
    assertThatThrownBy(() -> QualityProfiler.exitScores(rows, new int[4], Metric.ACCURACY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 3 rows and 4 classes");
    assertThatThrownBy(
            () -> QualityProfiler.exitScores(new float[0][][], new int[0], Metric.ACCURACY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 0 rows and 0 classes");
  }

  @Test
  void ofClassesAsProbableTheFirstIsPredicted() {
    float[][][] rows = {{{0.5f, 0.5f}}};

    assertThat(QualityProfiler.exitScores(rows, new int[] {0}, Metric.ACCURACY))
        .containsExactly(1.0);
    assertThat(QualityProfiler.exitScores(rows, new int[] {1}, Metric.ACCURACY))
        .containsExactly(0.0);
  }

  @Test
  void anExitThatSaysNoNumbersPredictsTheFirstClassAndLeavesAtTheEnd() {
    float nan = Float.NaN;
    float[][][] rows = {{{nan, nan}, {nan, nan}}};
    Point point =
        ExitCurve.at(
            ExitCurve.rule(ExitCriterion.CONFIDENCE, 0.5, List.of(true, true)),
            0.5,
            rows,
            new int[] {0},
            Metric.ACCURACY);

    assertThat(point.meanExitLayer()).isEqualTo(2);
    assertThat(point.accuracy()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(floats = {0f, 0.1f, 0.3f, 0.6f, 0.7f, 0.9f, 1f})
  void everyRowFallsIntoABinThatHoldsIt(float sure) {
    Calibration calibration = Calibration.of(new float[][][] {{{sure, 0}}}, new int[] {0}, 0);

    List<Calibration.Bin> filled =
        calibration.bins().stream().filter(bin -> bin.rows() > 0).toList();
    assertThat(filled).hasSize(1);
    assertThat((double) sure).isBetween(filled.get(0).from() - 1e-6, filled.get(0).to() + 1e-6);
    assertThat(filled.get(0).meanConfidence()).isEqualTo(sure);
  }

  @Test
  void binsMeetEachOtherFromZeroToOne() {
    List<Calibration.Bin> bins =
        Calibration.of(new float[][][] {{{1, 0}}}, new int[] {0}, 0).bins();

    assertThat(bins.get(0).from()).isZero();
    assertThat(bins.get(9).to()).isEqualTo(1);
    for (int bin = 1; bin < bins.size(); bin++) {
      assertThat(bins.get(bin).from()).isEqualTo(bins.get(bin - 1).to());
    }
  }

  @Test
  void anExitThatIsCertainAndRightHasNoError() {
    assertThat(Calibration.of(new float[][][] {{{1, 0}}, {{0, 1}}}, new int[] {0, 1}, 0).error())
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.25, 0.5, 1, 2, 20})
  void probabilitiesAtATemperatureAreADistributionWithTheSameOrder(double temperature) {
    float[] at = TemperatureCalibration.at(new float[] {0.7f, 0.2f, 0.1f, 0}, temperature);

    assertThat(at[0] + at[1] + at[2] + at[3]).isCloseTo(1, within(1e-5f));
    assertThat(at[0]).isGreaterThan(at[1]);
    assertThat(at[1]).isGreaterThan(at[2]);
    assertThat(at[2]).isGreaterThanOrEqualTo(at[3]);
  }

  @Test
  void atTemperatureOneNothingChangesAndAHigherOneIsLessSure() {
    float[] said = {0.7f, 0.2f, 0.1f};

    float[] same = TemperatureCalibration.at(said, 1);
    for (int k = 0; k < 3; k++) {
      assertThat(same[k]).isCloseTo(said[k], within(1e-6f));
    }
    assertThat(ExitRule.entropy(TemperatureCalibration.at(said, 3)))
        .isGreaterThan(ExitRule.entropy(said));
    assertThat(ExitRule.entropy(TemperatureCalibration.at(said, 0.3)))
        .isLessThan(ExitRule.entropy(said));
  }

  @Test
  void twoWaysToMeasureANetworkAgree() {
    float[][][] rows = RandomRows.of(40, 4, 3, 8);
    int[] gold = IntStream.range(0, 40).map(i -> i % 3).toArray();
    List<Boolean> votes = List.of(true, true, true, true);
    GraphQuality quality =
        GraphQuality.of(rows, gold, Metric.MACRO_F1, ExitRule.ofPatience(2, votes));

    assertThat(quality.served()).isEqualTo(quality.profile().get(2));
    assertThat(quality.fullDepth().getScore())
        .isEqualTo(QualityProfiler.exitScores(rows, gold, Metric.MACRO_F1).get(3));
    assertThat(quality.profile().get(0).getScore())
        .isEqualTo(QualityProfiler.exitScores(rows, gold, Metric.MACRO_F1).get(0));
  }
}
