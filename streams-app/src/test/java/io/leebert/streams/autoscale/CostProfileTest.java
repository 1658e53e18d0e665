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
  private static final double NO_HURRY = 1e12;

  /** 64 rows of 20 tokens through 12 layers: 2 ms, 12 times half a millisecond, and 15.36 ms. */
  private static final double FULL_BATCH_SECONDS = 0.002 + 0.006 + 0.01536;

  private final CostProfile profile = CostProfile.fit(runs(2_000_000, 500_000, 1_000), LAYERS);

  @Test
  void aFitFindsTheCostOfABatchOfALayerAndOfATokenInALayer() {
    assertThat(fullDepth(profile)).isCloseTo(64 / FULL_BATCH_SECONDS, percent(1));
    assertThat(profile.eventsPerSecond(1, 20, 1, NO_HURRY))
        .as("a row alone pays for every layer that a row of its batch may reach")
        .isCloseTo(1 / 0.00802, percent(1));
    assertThat(profile.overheadTokens(4)).isEqualTo(1000);
  }

  @Test
  void runsThatTellNothingOfTheBatchsOwnCostStillGiveAProfile() {
    CostProfile one = CostProfile.fit(List.of(new Run(4, 10, 48, 12, 480_000)), LAYERS);

    assertThat(one.eventsPerSecond(12, 10, 4, NO_HURRY)).isCloseTo(4 / 480e-6, within(1.0));
    assertThatThrownBy(() -> CostProfile.fit(List.of(), LAYERS))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void noCostIsFittedBelowNothing() {
    CostProfile odd =
        CostProfile.fit(
            List.of(
                new Run(1, 10, 1, 1, 10_000),
                new Run(1, 10, 12, 12, 100_000),
                new Run(16, 10, 16, 1, 400_000),
                new Run(16, 10, 192, 12, 2_400_000)),
            LAYERS);

    assertThat(odd.overheadTokens(1)).isNotNegative();
    assertThat(odd.eventsPerSecond(12, 10, 16, NO_HURRY)).isBetween(5_000.0, 12_000.0);
  }

  @Test
  void aDeviceThatGetsSlowerIsFollowed() {
    double before = fullDepth(profile);

    for (int i = 0; i < 80; i++) {
      profile.observe(full(2));
    }

    assertThat(fullDepth(profile)).isCloseTo(before / 2, percent(3));
  }

  @Test
  void whatSmallBatchesTakeTooLongSaysLittleOfFullOnes() {
    double before = fullDepth(profile);

    for (int i = 0; i < 500; i++) {
      // Two rows take 8.5 ms in place of half as much: cold caches and slow waking up.
      profile.observe(new Run(2, 20, 2 * 12, 12, 2 * 8_480_000));
    }

    assertThat(fullDepth(profile)).isGreaterThan(before * 0.65);
    for (int i = 0; i < 20; i++) {
      profile.observe(full(1));
    }
    assertThat(fullDepth(profile)).as("full batches set it right").isCloseTo(before, percent(12));
  }

  @Test
  void aTightTargetLeavesRoomForSmallBatchesOnly() {
    // A quarter of 80 ms less 8 ms of the batch's own holds 50 rows of 0.24 ms.
    assertThat(profile.eventsPerSecond(12, 20, 64, 80e6))
        .isCloseTo(50 / 0.02, percent(1))
        .isLessThan(fullDepth(profile));
    assertThat(profile.eventsPerSecond(12, 20, 64, 1)).as("one at a time").isPositive();
  }

  @Test
  void oneOutlierMovesLittle() {
    double before = fullDepth(profile);

    profile.observe(new Run(64, 20, 64 * 12, 12, 60_000_000_000L));

    assertThat(fullDepth(profile)).isGreaterThan(before / 2);
  }

  private static double fullDepth(CostProfile profile) {
    return profile.eventsPerSecond(12, 20, 64, NO_HURRY);
  }

  private static Run full(double timesSlower) {
    return new Run(64, 20, 64 * 12, 12, (long) (timesSlower * FULL_BATCH_SECONDS * 1e9));
  }

  private static Percentage percent(double percent) {
    return Percentage.withPercentage(percent);
  }

  private static List<Run> runs(long perBatch, long perLayer, long perWork) {
    List<Run> runs = new ArrayList<>();
    for (int rows : new int[] {1, 16}) {
      for (int tokens : new int[] {10, 30}) {
        for (int layer : new int[] {1, LAYERS}) {
          long nanos = perBatch + perLayer * layer + perWork * rows * tokens * layer;
          runs.add(new Run(rows, tokens, rows * layer, layer, nanos));
        }
      }
    }
    return runs;
  }
}
