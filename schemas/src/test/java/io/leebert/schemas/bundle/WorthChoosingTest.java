package io.leebert.schemas.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.schemas.event.PatienceQuality;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorthChoosingTest {
  private static PatienceQuality quality(int patience, double score, double layer) {
    return PatienceQuality.newBuilder()
        .setPatience(patience)
        .setScore(score)
        .setAccuracy(score)
        .setMeanExitLayer(layer)
        .setExitShares(List.of())
        .build();
  }

  @Test
  void whatScoresNoBetterThanSomethingCheaperIsLeftOut() {
    List<PatienceQuality> worth =
        WorthChoosing.of(
            List.of(
                quality(3, 0.91, 4.2),
                quality(0, 0.80, 1.0),
                quality(1, 0.79, 2.1),
                quality(2, 0.90, 3.3),
                quality(4, 0.91, 5.0)));

    assertThat(worth).extracting(PatienceQuality::getPatience).containsExactly(0, 2, 3);
  }

  @Test
  void theCheapestIsAlwaysAChoiceAndOfEquallyDeepOnesTheSmallerPatience() {
    assertThat(WorthChoosing.of(List.of(quality(4, 0.7, 3.0), quality(3, 0.7, 3.0))))
        .extracting(PatienceQuality::getPatience)
        .containsExactly(3);
    assertThat(WorthChoosing.of(List.of())).isEmpty();
  }
}
