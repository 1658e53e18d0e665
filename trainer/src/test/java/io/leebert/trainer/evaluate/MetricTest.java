package io.leebert.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Scores worked out by hand. */
class MetricTest {

  // 3 true positives, 1 false positive, 2 false negatives, 4 true negatives.
  private static final int[] GOLD = {1, 1, 1, 0, 1, 1, 0, 0, 0, 0};
  private static final int[] PREDICTED = {1, 1, 1, 1, 0, 0, 0, 0, 0, 0};

  @Test
  void accuracyIsTheShareOfRightRows() {
    assertThat(Metric.ACCURACY.score(GOLD, PREDICTED, 2)).isEqualTo(.7);
  }

  @Test
  void f1OfTwoClassesIsThatOfClassOne() {
    assertThat(Metric.F1.score(GOLD, PREDICTED, 2)).isCloseTo(6.0 / 9, within(1e-12));
  }

  @Test
  void f1OfMoreClassesIsTheMeanOverClasses() {
    // Class 0: 2/3, class 1: 2/3, class 2 is neither there nor predicted.
    assertThat(Metric.F1.score(new int[] {0, 0, 1}, new int[] {0, 1, 1}, 3))
        .isCloseTo(4.0 / 9, within(1e-12));
  }

  @Test
  void macroF1CountsBothClassesOfTwo() {
    // Gold 0 0 0 1, predicted 0 0 1 1: class 0 has 4/5, class 1 has 2/3.
    assertThat(Metric.MACRO_F1.score(new int[] {0, 0, 0, 1}, new int[] {0, 0, 1, 1}, 2))
        .isCloseTo((4.0 / 5 + 2.0 / 3) / 2, within(1e-12));
    assertThat(Metric.ofLabel("macro-f1")).isEqualTo(Metric.MACRO_F1);
  }

  @Test
  void accuracyF1IsTheirMean() {
    assertThat(Metric.ACCURACY_F1.score(GOLD, PREDICTED, 2))
        .isCloseTo((.7 + 2.0 / 3) / 2, within(1e-12));
  }

  @Test
  void matthewsOfTwoClassesIsTheirCorrelation() {
    // (tp tn - fp fn) / sqrt((tp+fp)(tp+fn)(tn+fp)(tn+fn)) = (12 - 2) / sqrt(4 * 5 * 5 * 6)
    assertThat(Metric.MATTHEWS.score(GOLD, PREDICTED, 2))
        .isCloseTo(10 / Math.sqrt(600), within(1e-12));
    assertThat(Metric.MATTHEWS.score(GOLD, GOLD, 2)).isEqualTo(1);
  }

  @Test
  void matthewsOfThreeClassesIsGorodkinsRk() {
    // right 3 of 4; gold counts 2 1 1, predicted 1 2 1: (3*4 - 5) / sqrt((16-6)(16-6)).
    assertThat(Metric.MATTHEWS.score(new int[] {0, 0, 1, 2}, new int[] {0, 1, 1, 2}, 3))
        .isCloseTo((3 * 4 - 5) / 10.0, within(1e-12));
  }

  @Test
  void matthewsOfAConstantPredictionIsZero() {
    assertThat(Metric.MATTHEWS.score(GOLD, new int[10], 2)).isEqualTo(0);
  }

  @Test
  void f1WithoutAnyPositiveIsZero() {
    assertThat(Metric.F1.score(new int[3], new int[3], 2)).isEqualTo(0);
  }

  @Test
  void labelsNameTheMetricsBothWays() {
    assertThat(Metric.ACCURACY_F1.label()).isEqualTo("accuracy-f1");
    for (Metric metric : Metric.values()) {
      assertThat(Metric.ofLabel(metric.label())).isEqualTo(metric);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Metric.ofLabel("bleu"))
        .withMessageContaining("'bleu'")
        .withMessageContaining("accuracy, matthews, f1, macro-f1, accuracy-f1");
  }

  @Test
  void aScoreWithoutRowsOrWithMissingPredictionsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Metric.ACCURACY.score(new int[0], new int[0], 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Metric.ACCURACY.score(new int[3], new int[2], 2))
        .withMessageContaining("3 rows and 2 predictions");
  }
}
