package io.leebert.trainer.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelEventType;
import io.leebert.schemas.monitor.Meters;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Retrainings one after the other, or seen in part only. */
class RetrainMetersTest {

  private final AtomicLong now = new AtomicLong();
  private final Meters meters = new Meters();
  private final RetrainMeters retrainings = new RetrainMeters(meters, now::get);

  @AfterEach
  void close() {
    meters.close();
  }

  private String scraped() {
    return new String(meters.scrape().body(), StandardCharsets.UTF_8);
  }

  private static ModelEvent progress(
      String command, @Nullable Double done, Map<String, Double> scores) {
    return ModelEvent.newBuilder()
        .setModel("mails")
        .setModelVersion("2")
        .setType(ModelEventType.PROGRESS)
        .setCommandId(command)
        .setProgress(done)
        .setScores(scores)
        .build();
  }

  private static ModelEvent end(String command, ModelEventType type, Map<String, String> known) {
    return ModelEvent.newBuilder()
        .setModel("mails")
        .setModelVersion("2")
        .setType(type)
        .setCommandId(command)
        .setProvenance(known)
        .build();
  }

  private void passes(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void theEndOfOneThatNeverBeganLeavesTheOneUnderWayAsItIs() {
    retrainings.progresses(progress("a", 0.25, Map.of()));
    retrainings.ends(end("b", ModelEventType.CANCELLED, Map.of()));

    assertThat(scraped())
        .contains("leebert_retrain_running 1.0\n", "leebert_retrain_progress_ratio 0.25\n")
        .contains("leebert_retrain_seconds_count 0\n");
  }

  @Test
  void everyRetrainingIsTimedFromItsOwnFirstWord() {
    retrainings.progresses(progress("a", 0.1, Map.of()));
    passes(Duration.ofSeconds(20));
    retrainings.progresses(progress("a", 0.9, Map.of()));
    passes(Duration.ofSeconds(20));
    retrainings.ends(end("a", ModelEventType.DONE, Map.of()));
    passes(Duration.ofHours(1));
    retrainings.progresses(progress("b", 0.1, Map.of()));
    passes(Duration.ofSeconds(2));
    retrainings.ends(end("b", ModelEventType.COMMAND_FAILED, Map.of()));

    assertThat(scraped())
        .contains("leebert_retrain_seconds_count 2\n", "leebert_retrain_seconds_sum 42.0\n")
        .contains("leebert_retrain_seconds_bucket{le=\"10.0\"} 1\n")
        .contains("leebert_retrain_seconds_bucket{le=\"60.0\"} 2\n");
  }

  @Test
  void scoresAndShareStayUntilThereAreNewOnes() {
    retrainings.progresses(progress("a", 0.5, Map.of("average", 0.7, "last", 0.8)));
    retrainings.progresses(progress("a", null, Map.of("candidate.patience-4.accuracy", 0.9)));

    assertThat(scraped())
        .contains("leebert_retrain_score{score=\"average\"} 0.7\n")
        .contains("leebert_retrain_score{score=\"last\"} 0.8\n")
        .contains("leebert_retrain_progress_ratio 0.5\n", "leebert_retrain_left_seconds NaN\n");
  }

  @Test
  void theNextOneDoesNotBeginWithTheScoresOfTheOneBefore() {
    retrainings.progresses(progress("a", 0.5, Map.of("average", 0.7, "last", 0.8)));
    retrainings.ends(end("a", ModelEventType.DONE, Map.of()));
    retrainings.progresses(progress("b", null, Map.of()));

    assertThat(scraped())
        .contains("leebert_retrain_running 1.0\n")
        .contains("leebert_retrain_score{score=\"average\"} NaN\n")
        .contains("leebert_retrain_progress_ratio NaN\n");
  }

  @Test
  void everyVerdictCountsAndWordsThatAreNoneDoNot() {
    for (String verdict : new String[] {"PASSED", "MANUAL", "MANUAL", "MAYBE"}) {
      retrainings.ends(end("a", ModelEventType.DONE, Map.of("made.verdict", verdict)));
    }

    assertThat(scraped())
        .contains("leebert_retrain_gates_total{verdict=\"passed\"} 1.0\n")
        .contains("leebert_retrain_gates_total{verdict=\"manual\"} 2.0\n")
        .contains("leebert_retrain_gates_total{verdict=\"rejected\"} 0.0\n")
        .doesNotContain("maybe");
  }

  @Test
  void whatRanBeforeARestIsNotTimedWhenItsEndIsHeardOf() {
    retrainings.progresses(progress("a", 0.5, Map.of()));
    retrainings.rest();
    passes(Duration.ofHours(3));
    retrainings.ends(end("a", ModelEventType.DONE, Map.of()));

    assertThat(scraped())
        .contains("leebert_retrain_running 0.0\n", "leebert_retrain_seconds_count 0\n");
  }
}
