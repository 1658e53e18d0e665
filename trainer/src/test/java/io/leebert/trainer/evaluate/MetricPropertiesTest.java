package io.leebert.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leebert.schemas.fixture.InLocale;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every score whatever the rows are, and what of rows that are all alike. */
class MetricPropertiesTest {

  @ParameterizedTest
  @EnumSource(Metric.class)
  void everythingRightIsOneWhereAllClassesAreThere(Metric metric) {
    int[] gold = {0, 1, 2, 2, 1, 0, 0};

    assertThat(metric.score(gold, gold, 3)).isCloseTo(1, within(1e-12));
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void noScoreIsAboveOneOrBelowItsLeast(Metric metric) {
    Random random = new Random(11);
    double least = metric == Metric.MATTHEWS ? -1 : 0;
    for (int draw = 0; draw < 300; draw++) {
      int classes = 2 + random.nextInt(4);
      int[] gold = random.ints(1 + random.nextInt(20), 0, classes).toArray();
      int[] predicted = random.ints(gold.length, 0, classes).toArray();

      assertThat(metric.score(gold, predicted, classes)).isBetween(least - 1e-12, 1 + 1e-12);
    }
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void theOrderOfRowsDoesNotMatter(Metric metric) {
    int[] gold = {0, 1, 2, 2, 1, 0, 0};
    int[] predicted = {0, 2, 2, 1, 1, 0, 1};
    int[] goldBackwards = {0, 0, 1, 2, 2, 1, 0};
    int[] predictedBackwards = {1, 0, 1, 1, 2, 2, 0};

    assertThat(metric.score(goldBackwards, predictedBackwards, 3))
        .isEqualTo(metric.score(gold, predicted, 3));
  }

  @ParameterizedTest
  @EnumSource(
      value = Metric.class,
      names = {"ACCURACY", "MATTHEWS", "MACRO_F1"})
  void namesOfClassesDoNotMatterToScoresOfAllClasses(Metric metric) {
    int[] gold = {0, 1, 1, 1, 0, 1};
    int[] predicted = {0, 1, 0, 1, 1, 1};
    int[] goldSwapped = Arrays.stream(gold).map(k -> 1 - k).toArray();
    int[] predictedSwapped = Arrays.stream(predicted).map(k -> 1 - k).toArray();

    assertThat(metric.score(goldSwapped, predictedSwapped, 2))
        .isCloseTo(metric.score(gold, predicted, 2), within(1e-12));
  }

  @Test
  void f1OfTwoClassesDependsOnWhichOfThemIsMeant() {
    int[] gold = {0, 1, 1, 1, 0, 1};
    int[] predicted = {0, 1, 0, 1, 1, 1};

    // Class 1: 3 of 4 found, 3 of 4 right. Class 0: 1 of 2 found, 1 of 2 right.
    assertThat(Metric.F1.score(gold, predicted, 2)).isCloseTo(0.75, within(1e-12));
    assertThat(
            Metric.F1.score(
                Arrays.stream(gold).map(k -> 1 - k).toArray(),
                Arrays.stream(predicted).map(k -> 1 - k).toArray(),
                2))
        .isCloseTo(0.5, within(1e-12));
  }

  @Test
  void everythingWrongOfTwoClassesIsTheOppositeOfRight() {
    int[] gold = {0, 1, 0, 1};
    int[] opposite = {1, 0, 1, 0};

    assertThat(Metric.MATTHEWS.score(gold, opposite, 2)).isCloseTo(-1, within(1e-12));
    assertThat(Metric.ACCURACY.score(gold, opposite, 2)).isZero();
    assertThat(Metric.F1.score(gold, opposite, 2)).isZero();
    assertThat(Metric.MACRO_F1.score(gold, opposite, 2)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"ACCURACY,1", "MATTHEWS,0", "F1,0", "MACRO_F1,0.5", "ACCURACY_F1,0.5"})
  void oneRowOfTheFirstOfTwoClasses(Metric metric, double score) {
    assertThat(metric.score(new int[] {0}, new int[] {0}, 2)).isEqualTo(score);
  }

  @Test
  void aClassThatNeverOccursCountsZeroInTheMeanOfF1() {
    int[] gold = {0, 1, 0, 1};

    assertThat(Metric.MACRO_F1.score(gold, gold, 4)).isEqualTo(0.5);
    assertThat(Metric.ACCURACY.score(gold, gold, 4)).isEqualTo(1);
    assertThat(Metric.MATTHEWS.score(gold, gold, 4)).isCloseTo(1, within(1e-12));
  }

  @Test
  void matthewsStaysExactForManyRows() {
    int[] gold = new int[400_000];
    int[] predicted = new int[400_000];
    for (int i = 0; i < gold.length; i++) {
      gold[i] = i % 2;
      predicted[i] = i % 8 == 0 ? 1 - gold[i] : gold[i];
    }

    // Of class 0 a quarter is wrong, of class 1 nothing: sqrt(3/5).
    assertThat(Metric.MATTHEWS.score(gold, predicted, 2))
        .isCloseTo(Math.sqrt(3.0 / 5), within(1e-12));
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void everyLabelLeadsBackToItsMetricWhereIHasADotToo(Metric metric) {
    String here = metric.label();
    InLocale.check(
        "tr-TR",
        () -> {
          assertThat(metric.label()).isEqualTo(here);
          assertThat(Metric.ofLabel(here)).isEqualTo(metric);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Accuracy", "accuracy ", "macro_f1", "f-1"})
  void aLabelThatIsNearlyOneIsNone(String label) {
    assertThatThrownBy(() -> Metric.ofLabel(label))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "unknown metric '"
                + label
                + "', expected one of accuracy, matthews, f1, macro-f1, accuracy-f1");
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void noRowsHaveNoScore(Metric metric) {
    assertThatThrownBy(() -> metric.score(new int[0], new int[0], 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a score needs rows and one prediction for each, found 0 rows and 0 predictions");
  }
}
