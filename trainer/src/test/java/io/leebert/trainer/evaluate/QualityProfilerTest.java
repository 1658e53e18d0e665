package io.leebert.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.leebert.schemas.event.PatienceQuality;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Three exits, four rows, two classes: small enough to follow with a pencil. */
class QualityProfilerTest {

  private static final float[] ZERO = {.9f, .1f};
  private static final float[] ONE = {.1f, .9f};
  private static final List<Boolean> ALL_VOTE = List.of(true, true, true);

  private static final float[][][] ROWS = {
    {ZERO, ZERO, ZERO}, // right at every depth
    {ONE, ZERO, ZERO}, // wrong at exit 1 only
    {ZERO, ZERO, ONE}, // right at exit 3 only
    {ONE, ZERO, ONE}, // wrong at exit 2 only
  };
  private static final int[] GOLD = {0, 0, 1, 1};

  @Test
  void thereIsOneRowPerPatienceFromZeroToTheNumberOfLayers() {
    assertThat(QualityProfiler.profile(ROWS, GOLD, Metric.ACCURACY, ALL_VOTE))
        .extracting(PatienceQuality::getPatience)
        .containsExactly(0, 1, 2, 3);
  }

  @Test
  void patienceZeroShowsTheFirstExit() {
    PatienceQuality quality = profile(0);

    assertThat(quality.getAccuracy()).isEqualTo(.5);
    assertThat(quality.getMeanExitLayer()).isEqualTo(1);
    assertThat(quality.getExitShares()).containsExactly(1.0, 0.0, 0.0);
  }

  @Test
  void patienceOneLetsRowsLeaveWhereTwoExitsAgree() {
    PatienceQuality quality = profile(1);

    // They leave at 2, 3, 2 and 3, with classes 0, 0, 0 and 1.
    assertThat(quality.getAccuracy()).isEqualTo(.75);
    assertThat(quality.getMeanExitLayer()).isEqualTo(2.5);
    assertThat(quality.getExitShares()).containsExactly(0.0, .5, .5);
  }

  @Test
  void theHighestPatienceShowsTheLastExit() {
    PatienceQuality quality = profile(3);

    assertThat(quality.getAccuracy()).isEqualTo(1);
    assertThat(quality.getMeanExitLayer()).isEqualTo(3);
    assertThat(quality.getExitShares()).containsExactly(0.0, 0.0, 1.0);
  }

  @Test
  void theScoreIsThatOfTheMetricAskedFor() {
    PatienceQuality quality = QualityProfiler.profile(ROWS, GOLD, Metric.MATTHEWS, ALL_VOTE).get(0);

    assertThat(quality.getScore()).isEqualTo(0);
    assertThat(quality.getAccuracy()).isEqualTo(.5);
  }

  @Test
  void anExitWithoutAVoteIsNeverLeftAt() {
    PatienceQuality quality =
        QualityProfiler.profile(ROWS, GOLD, Metric.ACCURACY, List.of(false, true, true)).get(0);

    assertThat(quality.getExitShares()).containsExactly(0.0, 1.0, 0.0);
  }

  @Test
  void everyExitAloneHasItsScore() {
    assertThat(QualityProfiler.exitScores(ROWS, GOLD, Metric.ACCURACY))
        .containsExactly(.5, .5, 1.0);
  }

  @Test
  void rowsWithoutClassesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QualityProfiler.profile(ROWS, new int[1], Metric.ACCURACY, ALL_VOTE))
        .withMessageContaining("4 rows and 1 classes");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> QualityProfiler.exitScores(new float[0][][], new int[0], Metric.ACCURACY));
  }

  private static PatienceQuality profile(int patience) {
    return QualityProfiler.profile(ROWS, GOLD, Metric.ACCURACY, ALL_VOTE).get(patience);
  }
}
