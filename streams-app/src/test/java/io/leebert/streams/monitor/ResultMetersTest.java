package io.leebert.streams.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.schemas.monitor.Meters;
import io.leebert.streams.topology.DeadLetterCause;
import io.leebert.streams.topology.DeadLetterNotice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ResultMetersTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final Meters meters = new Meters();
  private final ResultMeters results = new ResultMeters(meters, Clock.fixed(NOW, ZoneOffset.UTC));

  @AfterEach
  void close() {
    meters.close();
  }

  @ParameterizedTest
  @EnumSource
  void everyCauseOfADeadLetterHasACountFromTheBeginning(DeadLetterCause cause) {
    String line = "leebert_dead_letters_total{cause=\"" + cause.name().toLowerCase(Locale.ROOT);
    assertThat(scrape()).contains(line + "\"} 0.0\n");
    results.deadLettered(
        new DeadLetterNotice("text-events", 0, 1, cause, new IOException("no"), null));
    assertThat(scrape())
        .contains(line + "\"} 1.0\n")
        .contains("leebert_events_total{outcome=\"dead_letter\"} 1.0\n")
        .contains("leebert_events_total{outcome=\"prediction\"} 0.0\n");
  }

  @ParameterizedTest
  @CsvSource({"0, 0.005", "5, 0.005", "6, 0.01", "999, 1.0", "86400000, 86400.0"})
  void anAgeCountsUnderTheFirstBoundThatHoldsIt(long millis, String bound) {
    results.predicted(Predicted.at(NOW.minusMillis(millis), 1), null);
    String buckets =
        scrape()
            .lines()
            .filter(line -> line.startsWith("leebert_event_age_seconds_bucket"))
            .filter(line -> line.endsWith(" 1"))
            .findFirst()
            .orElse("none");
    assertThat(buckets).isEqualTo("leebert_event_age_seconds_bucket{le=\"" + bound + "\"} 1");
  }

  @Test
  void anEventOlderThanEveryBoundIsCountedAllTheSame() {
    results.predicted(Predicted.at(NOW.minus(Duration.ofDays(400)), 1), null);
    assertThat(scrape())
        .contains("leebert_event_age_seconds_bucket{le=\"86400.0\"} 0\n")
        .contains("leebert_event_age_seconds_bucket{le=\"+Inf\"} 1\n")
        .contains("leebert_event_age_seconds_count 1\n");
  }

  @Test
  void everyPartOfTheWayHasATimeOfItsOwn() {
    results.predicted(Predicted.at(NOW, 1), null);
    assertThat(scrape())
        .contains("leebert_event_stage_seconds_sum{stage=\"tokenize\"} 1.0E-4\n")
        .contains("leebert_event_stage_seconds_sum{stage=\"queue\"} 0.001\n")
        .contains("leebert_event_stage_seconds_sum{stage=\"inference\"} 0.002\n")
        .contains("leebert_event_stage_seconds_sum{stage=\"order\"} 0.0\n")
        .contains("leebert_event_stage_seconds_sum{stage=\"forward\"} 3.0E-4\n");
  }

  @Test
  void aBatchWithoutPaddingHasNone() {
    results.begins(1, 9, 9);
    assertThat(scrape())
        .contains("leebert_tokens_total{kind=\"text\"} 9.0\n")
        .contains("leebert_tokens_total{kind=\"padding\"} 0.0\n")
        .contains("leebert_batch_rows_bucket{le=\"1.0\"} 1\n");
  }

  private String scrape() {
    return new String(meters.scrape().body(), StandardCharsets.UTF_8);
  }
}
