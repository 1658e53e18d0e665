package io.leebert.streams.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WaitingTimeTest {
  private static final long SECOND = 1_000_000_000L;
  private final WaitingTime time = new WaitingTime();

  @Test
  void nothingThatWaitsHasNotWaited() {
    assertThat(time.look(0, 10, 10)).isZero();
    assertThat(time.look(5 * SECOND, 10, 10)).isZero();
  }

  @Test
  void theOldestEventHasWaitedSinceTheEndWasSeenBeyondIt() {
    assertThat(time.look(0, 10, 10)).isZero();
    assertThat(time.look(SECOND, 10, 20)).isZero();
    assertThat(time.look(2 * SECOND, 10, 30)).isEqualTo(1);
    assertThat(time.look(4 * SECOND, 15, 30)).as("still one of the first").isEqualTo(3);
    assertThat(time.look(5 * SECOND, 20, 30)).as("of the second look").isEqualTo(3);
    assertThat(time.look(6 * SECOND, 30, 30)).isZero();
  }

  @Test
  void whatWasThereBeforeHasWaitedSinceTheFirstLook() {
    assertThat(time.look(SECOND, 0, 1000)).isZero();
    assertThat(time.look(11 * SECOND, 900, 1000)).isEqualTo(10);
  }

  @Test
  void aLagThatGrowsForLongTakesNoMoreRoomAndIsToldNearlyAsWell() {
    double waited = 0;
    for (int look = 0; look < 10_000; look++) {
      waited = time.look(look * SECOND, 100, 100 + look);
    }
    assertThat(time.size()).isLessThanOrEqualTo(257);
    // The event at offset 100 was seen by the second look; a look that was thinned out adds to it.
    assertThat(waited).isBetween(9900.0, 9999.0);
    assertThat(time.look(10_000 * SECOND, 5100, 10_100)).isBetween(4800.0, 5000.0);
    assertThat(time.look(10_001 * SECOND, 10_099, 10_100)).isBetween(0.0, 100.0);
    assertThat(time.look(10_002 * SECOND, 10_100, 10_100)).isZero();
    assertThat(time.look(10_003 * SECOND, 10_100, 10_101)).isZero();
    assertThat(time.look(10_004 * SECOND, 10_100, 10_102)).isEqualTo(1);
  }
}
