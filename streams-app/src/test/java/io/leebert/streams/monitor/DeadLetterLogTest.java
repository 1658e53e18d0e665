package io.leebert.streams.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.schemas.event.TextEvent;
import io.leebert.streams.fixture.LogLines;
import io.leebert.streams.fixture.ManualClock;
import io.leebert.streams.topology.DeadLetterCause;
import io.leebert.streams.topology.DeadLetterNotice;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadLetterLogTest {
  private final ManualClock clock = new ManualClock();
  private final DeadLetterLog log = new DeadLetterLog("text-events-dlq", clock);

  @Test
  void aLineSaysWhereTheEventLiesAndWhatKindOfTroubleItIsButNothingOfItsText() {
    try (LogLines lines = LogLines.of(DeadLetterLog.class)) {
      log.deadLettered(notice(17));
      assertThat(lines.lines())
          .containsExactly(
              "WARN text-events-2@17 is unreadable and goes to text-events-dlq, with the cause in"
                  + " its headers [topic=\"text-events\", partition=\"2\", offset=\"17\","
                  + " cause=\"unreadable\", modelVersion=\"v7\"]");
    }
  }

  @Test
  void aFloodOfThemIsALineNowAndThenWithTheirNumber() {
    try (LogLines lines = LogLines.of(DeadLetterLog.class)) {
      for (int offset = 0; offset < 1000; offset++) {
        log.deadLettered(notice(offset));
      }
      assertThat(lines.lines()).hasSize(1);
      clock.advance(Duration.ofSeconds(5));
      log.deadLettered(notice(1000));
      assertThat(lines.lines()).hasSize(2).last().asString().contains("; 999 others");
    }
  }

  @Test
  void aLetterOfAnEventThatNoModelWasAskedAboutNamesNone() {
    try (LogLines lines = LogLines.of(DeadLetterLog.class)) {
      log.deadLettered(
          new DeadLetterNotice(
              "text-events", 2, 17, DeadLetterCause.UNDECODABLE, new IOException("no"), null));
      assertThat(lines.lines())
          .singleElement()
          .asString()
          .contains("is undecodable", "cause=\"undecodable\"")
          .doesNotContain("modelVersion");
    }
  }

  @Test
  void inQuietTimesEveryLetterHasItsLineAndNoOthersAreCounted() {
    try (LogLines lines = LogLines.of(DeadLetterLog.class)) {
      for (int offset = 0; offset < 3; offset++) {
        log.deadLettered(notice(offset));
        clock.advance(Duration.ofSeconds(5));
      }
      assertThat(lines.lines()).hasSize(3).noneMatch(line -> line.contains("others"));
    }
  }

  @Test
  void whatWasSaidOfAFloodIsNotCountedTwice() {
    try (LogLines lines = LogLines.of(DeadLetterLog.class)) {
      log.deadLettered(notice(0));
      log.deadLettered(notice(1));
      clock.advance(Duration.ofMillis(4_999));
      log.deadLettered(notice(2));
      clock.advance(Duration.ofMillis(1));
      log.deadLettered(notice(3));
      clock.advance(Duration.ofSeconds(5));
      log.deadLettered(notice(4));
      assertThat(lines.lines()).hasSize(3);
      assertThat(lines.lines().get(1)).contains("@3 ", "; 2 others since the line before");
      assertThat(lines.lines().get(2)).contains("@4 ").doesNotContain("others");
    }
  }

  @Test
  void predictionsAreNothingToTalkAbout() {
    try (LogLines lines = LogLines.of(DeadLetterLog.class)) {
      log.predicted(Predicted.now(1), new TextEvent("text", null, null));
      assertThat(lines.lines()).isEmpty();
      assertThat(log.wantsTexts()).isFalse();
    }
  }

  private static DeadLetterNotice notice(long offset) {
    return new DeadLetterNotice(
        "text-events",
        2,
        offset,
        DeadLetterCause.UNREADABLE,
        new IllegalStateException("expected JSON: Unrecognized token 'my secret text'"),
        "v7");
  }
}
