package io.leebert.streams.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leebert.schemas.catalogue.Catalogue;
import io.leebert.schemas.catalogue.CatalogueKeys;
import io.leebert.schemas.event.LabelledText;
import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelEventType;
import io.leebert.schemas.event.TextEvent;
import io.leebert.schemas.monitor.Meters;
import io.leebert.streams.accuracy.Judge;
import io.leebert.streams.accuracy.LabelSettings;
import io.leebert.streams.autoscale.LagMonitor;
import io.leebert.streams.fixture.ManualClock;
import io.leebert.streams.topology.DeadLetterCause;
import io.leebert.streams.topology.DeadLetterNotice;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is put together for the page, second by second. */
class LiveViewTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final ManualClock nanos = new ManualClock();
  private final Clock clock = nanos.timeOfDay(NOW);
  private final Meters meters = new Meters();
  private final LagMeters lag = new LagMeters(meters);
  private final LiveTally tally = new LiveTally(clock, false);
  private final LiveView view =
      new LiveView(tally, lag, new ServeHealth(), clock, nanos, " --bootstrap-servers b:9092");

  @AfterEach
  void close() {
    view.close();
    meters.close();
  }

  @Test
  void aSecondHasRatesAgesAndTheLagAtItsEnd() throws IOException {
    tally.predicted(Predicted.at(NOW.minusMillis(100), 2), null);
    tally.predicted(Predicted.at(NOW.minusMillis(300), 3), null);
    tally.deadLettered(
        new DeadLetterNotice(
            "text-events", 0, 1, DeadLetterCause.UNREADABLE, new IOException("no"), null));
    lag.looked(
        0,
        new LagMonitor.Reading(5, 8, 3, true),
        Map.of(new TopicPartition("text-events", 0), new LagMonitor.Span(10, 15)));
    nanos.advance(Duration.ofSeconds(2));
    view.look();
    nanos.advance(Duration.ofSeconds(1));
    view.look();
    JsonNode live = read();
    JsonNode first = live.path("history").path(0);
    assertThat(first.path(0).longValue()).isEqualTo(NOW.plusSeconds(2).toEpochMilli());
    assertThat(first.path(1).doubleValue()).as("arrived a second").isEqualTo(4);
    assertThat(first.path(2).doubleValue()).as("answered a second").isEqualTo(1.5);
    assertThat(first.path(3).intValue()).as("lag").isEqualTo(5);
    assertThat(first.path(4).intValue()).as("mean age").isEqualTo(200);
    assertThat(first.path(5).intValue()).as("greatest age").isEqualTo(300);
    JsonNode second = live.path("history").path(1);
    assertThat(second.path(0).longValue()).isEqualTo(NOW.plusSeconds(3).toEpochMilli());
    assertThat(second.path(2).doubleValue()).isZero();
    assertThat(second.path(4).intValue()).as("nothing came out").isEqualTo(-1);
    assertThat(live.path("totals").path("deadLetters").intValue()).isEqualTo(1);
    assertThat(live.path("lag").path(0).path("partition").asText()).isEqualTo("text-events-0");
  }

  @Test
  void afterAStandstillRatesAreOfTheTimeThatReallyPassed() throws IOException {
    nanos.advance(Duration.ofSeconds(1));
    view.look();
    for (int event = 0; event < 60; event++) {
      tally.predicted(Predicted.at(NOW, 1), null);
    }
    nanos.advance(Duration.ofMinutes(10));
    view.look();
    tally.predicted(Predicted.at(NOW, 1), null);
    nanos.advance(Duration.ofSeconds(1));
    view.look();
    JsonNode history = read().path("history");
    assertThat(history)
        .extracting(second -> second.path(2).doubleValue())
        .as("answered a second")
        .containsExactly(0.0, 0.1, 1.0);
    assertThat(history)
        .extracting(second -> second.path(0).longValue() - NOW.toEpochMilli())
        .containsExactly(1_000L, 601_000L, 602_000L);
  }

  @Test
  void onlyTheLastFiveMinutesAreKept() throws IOException {
    for (int second = 0; second < 320; second++) {
      nanos.advance(Duration.ofSeconds(1));
      view.look();
    }
    assertThat(read().path("history")).hasSize(LiveHistory.MOST);
  }

  @Test
  void aFewResultsAreShownTheYoungestFirstAndNoTextIsKept() throws IOException {
    tally.predicted(Predicted.at(NOW, 1), new TextEvent("a secret", null, null));
    // Within the same tenth of a second: not shown.
    tally.predicted(Predicted.at(NOW, 2), new TextEvent("another secret", null, null));
    view.look();
    assertThat(view.json()).doesNotContain("secret");
    JsonNode recent = read().path("recent");
    assertThat(recent).hasSize(1);
    assertThat(recent.path(0).path("layer").intValue()).isEqualTo(1);
    assertThat(recent.path(0).path("place").asText()).isEqualTo("text-events-0@1");
    assertThat(tally.predictions()).isEqualTo(2);
    assertThat(tally.exits(4)).containsExactly(1, 1, 0, 0);
  }

  @Test
  void beforeThereIsAModelThePageSaysWhatIsWaitedFor() throws IOException {
    JsonNode live = read();
    assertThat(live.has("model")).isFalse();
    assertThat(live.path("health").path("reason").asText()).contains("loading the model");
    assertThat(live.path("control").asText()).isEqualTo(" --bootstrap-servers b:9092");
  }

  @Test
  void beforeThereIsAModelNothingIsSaidOfLabelsSinceNobodyKnowsWhetherTheyAreRead()
      throws IOException {
    view.look();
    assertThat(read().has("accuracy")).isFalse();
    lookAtAModel();
    assertThat(read().path("accuracy").path("reason").asText()).contains("are not read");
  }

  @Test
  void accuracyIsThereFromTheLookAfterALabelCame() throws IOException {
    Judge judge =
        new Judge(
            new LabelSettings("labels", 10, Duration.ofMinutes(1)), new LabelMeters(meters), nanos);
    judge.serves("7");
    view.judges(judge);
    judge.predicted(Predicted.at(NOW, 2), new TextEvent("text", null, "1"));
    judge.label(new LabelledText("text", "billing", null, "1", null));
    lookAtAModel();
    assertThat(read().path("accuracy").path("judged").intValue()).isEqualTo(1);
    assertThat(read().path("accuracy").path("right").intValue()).isEqualTo(1);
  }

  @Test
  void aRollbackIsOfferedFromTheLookAfterASecondVersionWasPromoted() throws IOException {
    Catalogue catalogue = new Catalogue();
    promote(catalogue, 1, "1");
    view.read(catalogue, "small");
    view.look();
    assertThat(read().path("models").path("previous").isNull()).isTrue();
    promote(catalogue, 2, "2");
    view.look();
    assertThat(read().path("models").path("previous").isNull()).as("as it was read").isTrue();
    view.read(catalogue, "small");
    view.look();
    assertThat(read().path("models").path("previous").asText()).isEqualTo("1");
  }

  private void lookAtAModel() {
    try (WatchedModel watched = new WatchedModel()) {
      view.starts(watched.service());
      view.look();
    }
  }

  private static void promote(Catalogue catalogue, long offset, String version) {
    catalogue.apply(
        offset,
        NOW.toEpochMilli(),
        CatalogueKeys.model("small", version),
        ModelEvent.newBuilder()
            .setModel("small")
            .setModelVersion(version)
            .setType(ModelEventType.PROMOTED)
            .build());
  }

  private JsonNode read() throws IOException {
    return new ObjectMapper().readTree(view.json());
  }
}
