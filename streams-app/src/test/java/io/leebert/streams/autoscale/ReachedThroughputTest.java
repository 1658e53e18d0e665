package io.leebert.streams.autoscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ReachedThroughputTest {
  private static final double BUSY = 200;
  private static final double PROMISED = 100;
  private final ReachedThroughput reached = new ReachedThroughput(128);
  private long nanos = 1;

  @Test
  void whatComesOutWhileTheDeviceIsNeverIdleIsLearnt() {
    looks(80, BUSY, 20, 4);

    assertThat(reached.share()).as("80 a second of the 100").isCloseTo(0.8, within(0.01));
  }

  @Test
  void aDeviceThatWaitsForEventsTeachesNothing() {
    looks(80, 20, 5, 4);

    assertThat(reached.share()).isEqualTo(1);
  }

  @Test
  void aSecondIsNeededAndOneWithTwoPatienceValuesTellsNothing() {
    looks(4, BUSY, 5, 4);
    assertThat(reached.share()).isEqualTo(1);

    looks(2, BUSY, 5, 3);
    looks(3, BUSY, 5, 2);
    assertThat(reached.share()).isEqualTo(1);
  }

  @Test
  void aPauseOfTheBrokerIsNotTakenForAnythingWorse() {
    looks(400, BUSY, 0, 4);

    assertThat(reached.share()).isCloseTo(0.2, within(0.01));
  }

  @Test
  void whatIsNeverPutToTheTestAgainIsBelievedLessAndLess() {
    looks(80, BUSY, 15, 4);
    double learnt = reached.share();

    looks(1200, 0, 5, 4);

    assertThat(learnt).isCloseTo(0.6, within(0.01));
    assertThat(reached.share()).as("five minutes later").isCloseTo(1 - 0.4 / Math.E, within(0.01));
  }

  private void looks(int count, double lag, double forwarded, int patience) {
    for (int i = 0; i < count; i++) {
      nanos += 250_000_000L;
      reached.look(nanos, lag, forwarded, patience, PROMISED);
    }
  }
}
