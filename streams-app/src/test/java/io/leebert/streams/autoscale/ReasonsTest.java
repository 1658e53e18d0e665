package io.leebert.streams.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.schemas.fixture.InLocale;
import io.leebert.streams.autoscale.LoadSnapshot.Choice;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What operators read of a change of patience. */
class ReasonsTest {
  private static final Choice CHEAP = new Choice(1, 2000);
  private static final Choice DEAR = new Choice(4, 600.4);

  private static LoadSnapshot load(double blindSeconds) {
    return new LoadSnapshot(0, 250, 900, 900, 600, blindSeconds, 4, List.of(CHEAP, DEAR));
  }

  @Test
  void aFallSaysWhatArrivesWhatIsNeededAndWhatThePatienceDoes() {
    assertThat(Reasons.fall(load(0), CHEAP, 250, 1150))
        .isEqualTo(
            "900 events/s arrive, 250 wait too long: 1150 events/s are needed, patience 1 does"
                + " 2000");
  }

  @Test
  void aFallThatIsReckonedWithoutTheBrokerSaysForHowLong() {
    assertThat(Reasons.fall(load(2.25), CHEAP, 250, 1150))
        .startsWith("the broker has been silent for 2.")
        .contains(" s, reckoning that 900 events/s arrive");
  }

  @Test
  void aRiseSaysForHowLongThereHasBeenRoom() {
    assertThat(Reasons.rise(load(0), Duration.ofMillis(2500), 4))
        .isEqualTo(
            "900 events/s arrive and nothing waits too long for 2.5 s: there is room for patience"
                + " 4");
  }

  @Test
  void aTrialNamesWhatIsTriedAndAFailedOneWhatWent() {
    assertThat(Reasons.trial(load(0), DEAR)).contains("patience 4 is tried", "to do 600");
    assertThat(Reasons.trialFailed(load(0)))
        .isEqualTo("patience 4 was tried and events begin to wait: 250 under way at 900 events/s");
  }

  @Test
  void numbersAreWrittenTheSameInEveryCountry() {
    InLocale.check(
        "de-DE",
        () -> {
          assertThat(Reasons.rise(load(0), Duration.ofMillis(2500), 4)).contains("2.5 s");
        });
  }
}
