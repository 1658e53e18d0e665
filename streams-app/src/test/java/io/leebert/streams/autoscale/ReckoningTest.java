package io.leebert.streams.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.streams.autoscale.LagMonitor.Reading;
import io.leebert.streams.autoscale.LoadSnapshot.Choice;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Forty events a second, looked at four times a second, until the broker falls silent. */
class ReckoningTest {
  private static final int BATCH = 16;
  private final Reckoning reckoning = new Reckoning(BATCH);
  private long nanos;

  ReckoningTest() {
    looks(40, new Reading(5, 10, 10, true), 2);
  }

  @Test
  void whatTheBrokerSaysIsTaken() {
    assertThat(reckoning.lag()).isEqualTo(5);
    assertThat(snapshot().steadyPerSecond()).isEqualTo(40);
    assertThat(snapshot().forwardedPerSecond()).isEqualTo(40);
    assertThat(snapshot().blindSeconds()).isZero();
  }

  @Test
  void whileNothingIsForwardedEventsAreTakenToArriveAsBefore() {
    looks(12, new Reading(5, 0, 0, false), 0);

    assertThat(reckoning.lag()).isEqualTo(5 + 3 * 40);
    assertThat(snapshot().steadyPerSecond()).isEqualTo(40);
    assertThat(snapshot().blindSeconds()).isEqualTo(3);
  }

  @Test
  void whoeverForwardsAndHasNoFullBatchWaitingKeepsUp() {
    looks(40, new Reading(0, 0, 4, false), 3);

    assertThat(reckoning.lag()).isEqualTo(3);
    assertThat(snapshot().steadyPerSecond()).as("a load that falls unseen falls").isEqualTo(16);
    looks(1, new Reading(5, 40 * 4 + 4, 4, true), 3);
    assertThat(snapshot().recentPerSecond()).as("nothing is counted twice").isEqualTo(16);
  }

  @Test
  void aFullBatcherShowsThatEventsWait() {
    looks(8, new Reading(0, 0, 5, false), 200);

    assertThat(reckoning.lag()).as("at least what waits here").isGreaterThanOrEqualTo(200);
  }

  @Test
  void aLookWithoutAnAnswerIsNoSilence() {
    looks(2, new Reading(5, 0, 10, false), 0);

    assertThat(snapshot().blindSeconds()).isZero();
  }

  @Test
  void whatCameDuringASilenceIsSpreadOverIt() {
    looks(20, new Reading(5, 0, 0, false), 0);
    looks(1, new Reading(400, 525, 0, true), 0);

    assertThat(reckoning.lag()).isEqualTo(400);
    assertThat(snapshot().recentPerSecond()).isEqualTo(525 / 5.25);
    assertThat(snapshot().blindSeconds()).isZero();
  }

  private void looks(int count, Reading reading, int waiting) {
    for (int i = 0; i < count; i++) {
      nanos += 250_000_000L;
      reckoning.add(nanos, reading, waiting);
    }
  }

  private LoadSnapshot snapshot() {
    return reckoning.snapshot(nanos, 1, List.of(new Choice(1, 100)));
  }
}
