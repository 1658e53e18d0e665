package io.leebert.streams.autoscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leebert.streams.autoscale.CostProfile.Run;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class CostProfileTest {
  private static final int LAYERS = 12;

  @Test
  void aFitFindsTheCostOfABatchAndOfATokenAndLayer() {
    CostProfile profile = CostProfile.fit(runs(2_000_000, 1_000), LAYERS);

    // 64 rows of 20 tokens on average through 12 layers: 2 ms and 15.36 ms.
    assertThat(profile.eventsPerSecond(12, 64))
        .isCloseTo(64 / 0.01736, Percentage.withPercentage(1));
    assertThat(profile.eventsPerSecond(1, 1)).isCloseTo(1 / 0.00202, Percentage.withPercentage(1));
  }

  @Test
  void runsThatTellNothingOfTheBatchsOwnCostStillGiveAProfile() {
    CostProfile one = CostProfile.fit(List.of(new Run(4, 10, 48, 48, 480_000)), LAYERS);

    assertThat(one.eventsPerSecond(12, 4)).isCloseTo(4 / 480e-6, within(1.0));
    assertThatThrownBy(() -> CostProfile.fit(List.of(), LAYERS))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aDeviceThatGetsSlowerIsFollowed() {
    CostProfile profile = CostProfile.fit(runs(2_000_000, 1_000), LAYERS);
    double before = profile.eventsPerSecond(12, 64);

    for (int i = 0; i < 60; i++) {
      profile.observe(new Run(64, 20, 64 * 12, 64 * 12, 2 * 17_360_000));
    }

    assertThat(profile.eventsPerSecond(12, 64)).isCloseTo(before / 2, Percentage.withPercentage(2));
  }

  @Test
  void longerTextsAndDeeperRowsThanExpectedLowerTheCapacity() {
    CostProfile profile = CostProfile.fit(runs(0, 1_000), LAYERS);

    for (int i = 0; i < 60; i++) {
      profile.observe(new Run(64, 40, 64 * 6, 64 * 4, 64 * 6 * 40 * 1_000L));
    }

    assertThat(profile.eventsPerSecond(4, 64))
        .as("40 tokens, and 6 layers where 4 were expected")
        .isCloseTo(1 / (40 * 6 * 1e-6), Percentage.withPercentage(2));
    assertThat(profile.eventsPerSecond(12, 64))
        .as("but no row goes beyond the last layer")
        .isCloseTo(1 / (40 * 12 * 1e-6), Percentage.withPercentage(2));
  }

  @Test
  void oneOutlierMovesLittle() {
    CostProfile profile = CostProfile.fit(runs(2_000_000, 1_000), LAYERS);
    double before = profile.eventsPerSecond(12, 64);

    profile.observe(new Run(64, 20, 64 * 12, 64 * 12, 60_000_000_000L));

    assertThat(profile.eventsPerSecond(12, 64)).isGreaterThan(before / 3);
  }

  private static List<Run> runs(long perBatch, long perWork) {
    List<Run> runs = new ArrayList<>();
    for (int rows : new int[] {1, 16}) {
      for (int tokens : new int[] {10, 30}) {
        for (int layer : new int[] {1, LAYERS}) {
          long nanos = perBatch + perWork * rows * tokens * layer;
          runs.add(new Run(rows, tokens, rows * layer, rows * layer, nanos));
        }
      }
    }
    return runs;
  }
}
