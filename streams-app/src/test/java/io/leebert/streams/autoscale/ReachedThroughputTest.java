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
  void eventsThatWaitAtTheBrokerSayNothingAboutTheDevice() {
    looks(3, BUSY, 25, 4);
    for (int i = 0; i < 40; i++) {
      look(BUSY, 0, 0, 4);
    }

    assertThat(reached.share()).isEqualTo(1);
  }

  @Test
  void aSecondInWhichTheBatcherRanDryTellsNothing() {
    for (int i = 0; i < 80; i++) {
      look(BUSY, i % 4 == 0 ? 0 : 64, 5, 4);
    }

    assertThat(reached.share()).isEqualTo(1);
  }

  @Test
  void aDeviceThatDoesNextToNothingOfWhatItShouldIsNotTakenForAnythingWorse() {
    looks(400, BUSY, 1, 4);

    assertThat(reached.share()).isCloseTo(0.2, within(0.01));
  }

  @Test
  void batchesThatTakeLongerThanASecondAreCountedWithAllTheirTime() {
    for (int i = 0; i < 400; i++) {
      look(BUSY, 64, i % 8 == 0 ? 100 : 0, 4);
    }

    assertThat(reached.share()).as("100 in two seconds of the 200").isCloseTo(0.5, within(0.01));
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
      look(lag, 64, forwarded, patience);
    }
  }

  private void look(double lag, int waiting, double forwarded, int patience) {
    nanos += 250_000_000L;
    reached.look(nanos, lag, waiting, forwarded, patience, PROMISED);
  }
}
