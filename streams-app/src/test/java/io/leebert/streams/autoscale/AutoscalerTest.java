package io.leebert.streams.autoscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.event.PatienceQuality;
import io.leebert.streams.autoscale.CostProfile.Run;
import io.leebert.streams.fixture.Rows;
import io.leebert.streams.inference.Classification;
import io.leebert.streams.inference.Row;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AutoscalerTest {
  private static final int LAYERS = 4;
  private static final List<PatienceQuality> PROFILE =
      List.of(quality(0, 0.7, 1), quality(1, 0.8, 2), quality(2, 0.9, 3), quality(4, 0.95, 4));

  private final AutoscaleSettings settings =
      new AutoscaleSettings(
          1, 100, Duration.ofSeconds(1), 0.2, Duration.ofSeconds(5), Duration.ofSeconds(60));

  /** A millisecond a layer for a row of twenty tokens: 250 events a second at full depth. */
  private final CostProfile costs =
      CostProfile.fit(List.of(new Run(1, 20, LAYERS, LAYERS, 4_000_000)), LAYERS);

  private final Autoscaler autoscaler = new Autoscaler(settings, PROFILE, LAYERS, costs, 16);
  private long second;

  @Test
  void itBeginsAtTheBestPatienceThatIsAllowed() {
    assertThat(autoscaler.patience()).isEqualTo(4);
    assertThat(
            new Autoscaler(
                    new AutoscaleSettings(
                        0, 2, Duration.ofSeconds(1), 0, Duration.ZERO, Duration.ZERO),
                    PROFILE,
                    LAYERS,
                    costs,
                    16)
                .patience())
        .isEqualTo(2);
  }

  @Test
  void aRushLowersPatienceAtOnceAndCalmBringsItBackAfterTheHold() {
    looks(3, 0, 100);
    assertThat(autoscaler.patience()).isEqualTo(4);
    looks(1, 200, 450);
    assertThat(autoscaler.patience()).isEqualTo(1);
    looks(5, 0, 50);
    assertThat(autoscaler.patience()).as("the last seconds still hold the rush").isEqualTo(1);
    looks(12, 0, 50);
    assertThat(autoscaler.patience()).isEqualTo(4);
  }

  @Test
  void whatBatchesTakeIsLearnt() {
    looks(3, 0, 200);
    assertThat(autoscaler.patience()).isEqualTo(4);
    Row row = new Row(Rows.of(5, 20).tokens(), 4);
    Classification answer = new Classification(new float[] {1}, 4);
    for (int i = 0; i < 40; i++) {
      autoscaler.ran(
          Collections.nCopies(16, row), Collections.nCopies(16, answer), 2L * 16 * 4_000_000);
    }

    looks(1, 150, 200);

    assertThat(autoscaler.patience()).as("half as fast, so events wait").isEqualTo(1);
    assertThat(autoscaler.describe()).contains("4 (126 events/s");
  }

  @Test
  void aProfileWithoutAnAllowedPatienceIsRefused() {
    assertThatThrownBy(() -> new Autoscaler(settings, List.of(), LAYERS, costs, 16))
        .hasMessageContaining("has no patience from 1 to 100");
  }

  @Test
  void theLogSaysWhatThereIsToChoose() {
    assertThat(autoscaler.describe())
        .startsWith("patience follows the load: 1 (500 events/s, score 0.800) 2 (333 events/s,")
        .contains("4 (250 events/s, score 0.950)");
  }

  /** So many looks, a second apart. */
  private void looks(int count, double lag, double arrived) {
    for (int i = 0; i < count; i++) {
      var unused =
          autoscaler.look(
              second++ * 1_000_000_000L, new LagMonitor.Reading(lag, arrived, arrived, true), 0);
    }
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
