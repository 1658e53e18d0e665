package io.leebert.streams.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.schemas.monitor.Meters;
import io.leebert.streams.autoscale.LagMonitor;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModelMetersTest {
  private final Meters meters = new Meters();
  private final ModelMeters models = new ModelMeters(meters);
  private final WatchedModel watched = new WatchedModel();
  private long seconds;

  @AfterEach
  void close() {
    watched.close();
    meters.close();
  }

  @Test
  void beforeThereIsAModelNothingIsSaidOfOneAndALookIsNoChange() {
    models.look();
    assertThat(scrape())
        .doesNotContain("leebert_model_info{", "leebert_patience ")
        .contains("leebert_patience_changes_total{direction=\"up\"} 0.0\n")
        .contains("leebert_patience_changes_total{direction=\"down\"} 0.0\n")
        .contains("leebert_model_swap_gap_seconds NaN\n");
  }

  @Test
  void thePatienceOfTheFirstLookIsNoChange() {
    models.starts(watched.service());
    models.look();
    models.look();
    assertThat(scrape())
        .contains("leebert_patience 4.0\n")
        .contains("leebert_patience_changes_total{direction=\"up\"} 0.0\n")
        .contains("leebert_patience_changes_total{direction=\"down\"} 0.0\n");
  }

  @Test
  void aPatienceThatFallsIsAChangeDownOnceHoweverOftenSomebodyLooks() {
    models.starts(watched.service());
    models.look();
    load(10);
    load(5000);
    models.look();
    models.look();
    assertThat(scrape())
        .contains("leebert_patience 1.0\n")
        .contains("leebert_patience_changes_total{direction=\"up\"} 0.0\n")
        .contains("leebert_patience_changes_total{direction=\"down\"} 1.0\n");
  }

  @Test
  void oneReasonHoldsAtATime() {
    models.starts(watched.service());
    load(10);
    load(5000);
    assertThat(scrape().lines().filter(line -> line.startsWith("leebert_patience_reason{")))
        .hasSizeGreaterThan(5)
        .filteredOn(line -> line.endsWith(" 1.0"))
        .containsExactly("leebert_patience_reason{reason=\"falls\"} 1.0");
  }

  @Test
  void theGapOfTheLastTakeOverIsKeptAndEveryOneCounted() {
    models.tookOver(0.5);
    models.tookOver(0.125);
    models.failed();
    models.threadDied();
    models.threadDied();
    assertThat(scrape())
        .contains("leebert_model_loads_total{outcome=\"taken_over\"} 2.0\n")
        .contains("leebert_model_loads_total{outcome=\"failed\"} 1.0\n")
        .contains("leebert_model_swap_gap_seconds 0.125\n")
        .contains("leebert_stream_thread_deaths_total 2.0\n");
  }

  private void load(double events) {
    LagMonitor.Reading reading = new LagMonitor.Reading(events, events, events, true);
    watched.pace().look(seconds++ * 1_000_000_000L, reading, 0);
  }

  private String scrape() {
    return new String(meters.scrape().body(), StandardCharsets.UTF_8);
  }
}
