package io.leebert.streams.autoscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leebert.streams.autoscale.TrafficProfile.Batch;
import org.junit.jupiter.api.Test;

class TrafficProfileTest {
  private static final int LAYERS = 12;
  private final TrafficProfile traffic = new TrafficProfile(LAYERS, 20);

  @Test
  void longerTextsAndDeeperRowsThanExpectedAreLearnt() {
    observe(60, new Batch(64, 40, 64, 64 * 6, 64 * 4, 0));

    assertThat(traffic.tokens()).isCloseTo(40, within(0.1));
    assertThat(traffic.layer(4)).as("6 where 4 were expected").isCloseTo(6, within(0.05));
    assertThat(traffic.layer(12)).as("but no row goes beyond the last layer").isEqualTo(12);
  }

  @Test
  void eventsWithADepthOfTheirOwnCostTheirOwn() {
    observe(60, new Batch(64, 20, 48, 48 * 2, 48 * 2, 16 * 12));

    assertThat(traffic.layer(2)).as("a quarter of them at 12").isCloseTo(4.5, within(0.05));
    assertThat(traffic.layer(6)).isCloseTo(7.5, within(0.05));
  }

  @Test
  void aSmallBatchTellsLittle() {
    traffic.observe(new Batch(1, 400, 1, 12, 2, 0));

    assertThat(traffic.tokens()).isLessThan(24);
    assertThat(traffic.layer(2)).isLessThan(2.1);
  }

  private void observe(int times, Batch batch) {
    for (int i = 0; i < times; i++) {
      traffic.observe(batch);
    }
  }
}
