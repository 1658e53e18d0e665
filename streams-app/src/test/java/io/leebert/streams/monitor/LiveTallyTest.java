package io.leebert.streams.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.schemas.event.TextEvent;
import io.leebert.streams.fixture.ManualClock;
import io.leebert.streams.topology.DeadLetterCause;
import io.leebert.streams.topology.DeadLetterNotice;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LiveTallyTest {
  private static final Instant BEGIN = Instant.parse("2026-01-02T03:04:05Z");

  private final ManualClock time = new ManualClock();
  private final Clock clock = time.timeOfDay(BEGIN);
  private final LiveTally tally = new LiveTally(clock, true);

  @Test
  void oneResultInATenthOfASecondIsShown() {
    for (int millis = 0; millis < 300; millis += 10) {
      tally.predicted(Predicted.at(BEGIN, 1), event("at " + millis));
      time.advance(Duration.ofMillis(10));
    }
    assertThat(tally.shown())
        .extracting(LiveTally.Shown::text)
        .containsExactly("at 200", "at 100", "at 0");
    assertThat(tally.predictions()).isEqualTo(30);
  }

  private static TextEvent event(String text) {
    return new TextEvent(text, null, null);
  }

  @Test
  void moreThanCanBeReadAreNotKept() {
    for (int second = 0; second < 50; second++) {
      tally.predicted(Predicted.at(BEGIN, 1), event("at " + second));
      time.advance(Duration.ofSeconds(1));
    }
    assertThat(tally.shown())
        .hasSize(20)
        .extracting(LiveTally.Shown::text)
        .startsWith("at 49")
        .endsWith("at 30");
  }

  @Test
  void textsAreKeptOnlyWhereTheyAreWanted() {
    LiveTally discreet = new LiveTally(clock, false);
    discreet.predicted(Predicted.at(BEGIN, 1), event("a secret"));
    assertThat(discreet.wantsTexts()).isFalse();
    assertThat(discreet.shown()).singleElement().extracting(LiveTally.Shown::text).isNull();
    assertThat(tally.wantsTexts()).isTrue();
  }

  @Test
  void theGreatestAgeIsThatSinceSomebodyLastAsked() {
    tally.predicted(Predicted.at(BEGIN.minusMillis(700), 1), null);
    tally.predicted(Predicted.at(BEGIN.minusMillis(300), 1), null);
    assertThat(tally.ages()).isEqualTo(1000);
    assertThat(tally.oldest()).isEqualTo(700);
    assertThat(tally.oldest()).as("nothing came since").isZero();
    tally.predicted(Predicted.at(BEGIN.minusMillis(100), 1), null);
    assertThat(tally.oldest()).isEqualTo(100);
  }

  @Test
  void anEventOfAClockThatIsAheadHasNoNegativeAge() {
    tally.predicted(Predicted.at(BEGIN.plusSeconds(60), 1), null);
    assertThat(tally.ages()).isZero();
    assertThat(tally.oldest()).isZero();
  }

  @Test
  void exitsCountByLayerAlsoOfAModelWithMoreThanAreToldApart() {
    tally.predicted(Predicted.at(BEGIN, 1), null);
    tally.predicted(Predicted.at(BEGIN, 3), null);
    tally.predicted(Predicted.at(BEGIN, 3), null);
    tally.predicted(Predicted.at(BEGIN, 500), null);
    assertThat(tally.exits(4)).containsExactly(1, 0, 2, 0);
    assertThat(tally.exits(2)).as("of a smaller model after it").containsExactly(1, 0);
    long[] deepest = tally.exits(500);
    assertThat(deepest).hasSize(128).endsWith(1);
  }

  @Test
  void deadLettersCountApart() {
    tally.deadLettered(
        new DeadLetterNotice(
            "text-events", 0, 1, DeadLetterCause.UNREADABLE, new IOException("no"), null));
    assertThat(tally.deadLetters()).isEqualTo(1);
    assertThat(tally.predictions()).isZero();
    assertThat(tally.shown()).isEmpty();
  }
}
