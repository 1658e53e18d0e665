package io.leebert.streams.autoscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.event.PatienceQuality;
import io.leebert.streams.autoscale.QualityFrontier.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

class QualityFrontierTest {
  private static final List<PatienceQuality> PROFILE =
      List.of(
          quality(0, 0.80, 1),
          quality(1, 0.86, 2.1),
          quality(2, 0.85, 3.3),
          quality(3, 0.90, 4.4),
          quality(4, 0.90, 5.4),
          quality(5, 0.91, 6),
          quality(6, 0.91, 6));

  @Test
  void aPatienceThatCostsMoreAndScoresNoBetterIsNoChoice() {
    assertThat(QualityFrontier.of(PROFILE, 0, 6).steps())
        .extracting(Step::patience)
        .containsExactly(0, 1, 3, 5);
  }

  @Test
  void theLimitsOfTheUserHold() {
    QualityFrontier frontier = QualityFrontier.of(PROFILE, 2, 4);

    assertThat(frontier.steps()).extracting(Step::patience).containsExactly(2, 3);
    assertThat(frontier.cheapest().patience()).isEqualTo(2);
    assertThat(frontier.best().patience()).isEqualTo(3);
  }

  @Test
  void aProfileWithoutThePatienceAskedForIsRefused() {
    assertThatThrownBy(() -> QualityFrontier.of(PROFILE, 7, 12))
        .hasMessage("the bundle's quality profile has no patience from 7 to 12");
    assertThatThrownBy(() -> QualityFrontier.of(List.of(), 0, 12))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static PatienceQuality quality(int patience, double score, double layer) {
    return PatienceQuality.newBuilder()
        .setPatience(patience)
        .setScore(score)
        .setAccuracy(score)
        .setMeanExitLayer(layer)
        .setExitShares(List.of())
        .build();
  }
}
