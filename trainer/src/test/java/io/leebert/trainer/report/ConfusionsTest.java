package io.leebert.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.trainer.report.Confusions.Mistake;
import io.leebert.trainer.report.Confusions.PerClass;
import org.junit.jupiter.api.Test;

class ConfusionsTest {

  private final Confusions confusions =
      new Confusions(new int[][] {{8, 2, 0}, {0, 5, 5}, {0, 0, 0}});

  @Test
  void mistakesComeMostRowsFirst() {
    assertThat(confusions.mistakes())
        .containsExactly(new Mistake(1, 2, 5, 0.5), new Mistake(0, 1, 2, 0.2));
  }

  @Test
  void recallAndPrecisionAreOfTheClassItself() {
    assertThat(confusions.of(1)).isEqualTo(new PerClass(10, 7, 0.5, 5.0 / 7));
  }

  @Test
  void aClassWithoutRowsHasNoRecall() {
    assertThat(confusions.of(2).recall()).isNaN();
    assertThat(confusions.share(2, 0)).isNaN();
    assertThat(confusions.of(2).precision()).isZero();
  }

  @Test
  void theWorstClassesStayInTheirOrder() {
    assertThat(confusions.worst(2)).containsExactly(1, 2);
  }
}
