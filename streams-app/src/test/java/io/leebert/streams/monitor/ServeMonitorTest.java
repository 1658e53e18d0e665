package io.leebert.streams.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.schemas.event.LabelledText;
import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelEventType;
import io.leebert.schemas.event.ModelManifest;
import io.leebert.schemas.event.TextEvent;
import io.leebert.schemas.monitor.MonitorSettings;
import io.leebert.streams.accuracy.Judge;
import io.leebert.streams.accuracy.LabelSettings;
import io.leebert.streams.autoscale.LagMonitor;
import io.leebert.streams.fixture.ManualClock;
import io.leebert.streams.fixture.SmallModel;
import io.leebert.streams.topology.DeadLetterCause;
import io.leebert.streams.topology.DeadLetterNotice;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the application tells over HTTP, from events made up here to the text of a scrape. */
class ServeMonitorTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final HttpClient client = HttpClient.newHttpClient();
  private final ServeMonitor monitor =
      ServeMonitor.start(
          MonitorSettings.ANY_PORT,
          new ServeMonitor.Shown(false, ""),
          Clock.fixed(NOW, ZoneOffset.UTC));
  private final WatchedModel watched = new WatchedModel();
  private long seconds;

  @AfterEach
  void stop() {
    monitor.close();
    watched.close();
  }

  @Test
  void everyMetricOfTheListIsThere() throws Exception {
    starts();
    monitor
        .lag()
        .looked(
            1,
            new LagMonitor.Reading(5, 7, 2, true),
            Map.of(new TopicPartition("text-events", 3), new LagMonitor.Span(10, 15)));
    watched.pace().look(2, new LagMonitor.Reading(0, 0, 0, true), 0);
    String scrape = get("metrics").body();
    assertThat(ServeMetric.values())
        .allSatisfy(
            metric -> assertThat(scrape).containsPattern("(?m)^" + metric.sample() + "[{ ]"));
    assertThat(scrape)
        .contains("# HELP leebert_patience " + ServeMetric.PATIENCE.meaning())
        .contains("kafka_stream_")
        .contains("jvm_memory_used_bytes");
  }

  @Test
  void aResultCountsInEveryHistogramThatItIsPartOf() throws Exception {
    monitor.results().predicted(Predicted.at(NOW.minusMillis(1500), 3), null);
    monitor.results().predicted(Predicted.at(NOW.plusSeconds(5), 1), null);
    monitor
        .results()
        .deadLettered(
            new DeadLetterNotice(
                "text-events", 0, 7, DeadLetterCause.UNDECODABLE, new IOException("no"), null));
    monitor.batches().begins(4, 30, 40);
    assertThat(get("metrics").body())
        .contains("leebert_events_total{outcome=\"prediction\"} 2.0\n")
        .contains("leebert_events_total{outcome=\"dead_letter\"} 1.0\n")
        .contains("leebert_dead_letters_total{cause=\"undecodable\"} 1.0\n")
        .contains("leebert_dead_letters_total{cause=\"unwritable\"} 0.0\n")
        .contains("leebert_event_age_seconds_bucket{le=\"1.0\"} 1\n")
        .contains("leebert_event_age_seconds_bucket{le=\"2.0\"} 2\n")
        .contains("leebert_event_age_seconds_sum 1.5\n")
        .contains("leebert_event_stage_seconds_count{stage=\"queue\"} 2\n")
        .contains("leebert_event_stage_seconds_sum{stage=\"inference\"} 0.004\n")
        .contains("leebert_exit_layer_bucket{le=\"1.0\"} 1\n")
        .contains("leebert_exit_layer_bucket{le=\"2.0\"} 1\n")
        .contains("leebert_exit_layer_bucket{le=\"3.0\"} 2\n")
        .contains("leebert_batch_rows_sum 4.0\n")
        .contains("leebert_batch_tokens_sum 40.0\n")
        .contains("leebert_tokens_total{kind=\"text\"} 30.0\n")
        .contains("leebert_tokens_total{kind=\"padding\"} 10.0\n");
  }

  @Test
  void theLagIsThereByPartitionInEventsAndInSeconds() throws Exception {
    TopicPartition mine = new TopicPartition("text-events", 3);
    TopicPartition gone = new TopicPartition("text-events", 4);
    LagMonitor.Reading reading = new LagMonitor.Reading(5, 7, 2, true);
    monitor
        .lag()
        .looked(
            0, reading, Map.of(mine, new LagMonitor.Span(10, 15), gone, new LagMonitor.Span(0, 1)));
    monitor.lag().looked(2_000_000_000L, reading, Map.of(mine, new LagMonitor.Span(12, 15)));
    assertThat(get("metrics").body())
        .contains("leebert_lag_records{partition=\"3\",topic=\"text-events\"} 3.0\n")
        .contains("leebert_lag_seconds{partition=\"3\",topic=\"text-events\"} 2.0\n")
        .contains("leebert_events_arrived_total 14.0\n")
        .doesNotContain("partition=\"4\",topic=\"text-events\"");
  }

  @Test
  void theModelItsPatienceAndItsTakeOversAreThere() throws Exception {
    starts();
    monitor.reported(report(ModelEventType.LOAD_FAILED, Map.of()));
    monitor.reported(report(ModelEventType.SERVING, Map.of("loadMs", 7.0)));
    monitor.reported(report(ModelEventType.SERVING, Map.of("swapGapMs", 250.0)));
    monitor.threadDied();
    assertThat(get("metrics").body())
        .contains("leebert_model_info{layers=\"4\",model=\"small\",version=\"7\"} 1\n")
        .contains("leebert_patience 4.0\n")
        .contains("leebert_patience_reason{reason=\"covered\"} 1.0\n")
        .contains("leebert_patience_reason{reason=\"falls\"} 0.0\n")
        .contains("leebert_model_loads_total{outcome=\"taken_over\"} 1.0\n")
        .contains("leebert_model_loads_total{outcome=\"failed\"} 1.0\n")
        .contains("leebert_model_swap_gap_seconds 0.25\n")
        .contains("leebert_stream_thread_deaths_total 1.0\n");
  }

  @Test
  void whatEachPatienceCouldDoAndWhyOneIsChosenIsThereOnceTheLoadWasLookedAt() throws Exception {
    starts();
    look(0, 10);
    assertThat(get("metrics").body())
        .containsPattern("(?m)^leebert_capacity_events_per_second\\{patience=\"1\"} [1-9]")
        .containsPattern("(?m)^leebert_capacity_events_per_second\\{patience=\"4\"} [1-9]");
    look(5000, 5000);
    assertThat(get("metrics").body())
        .contains("leebert_patience 1.0\n")
        .contains("leebert_patience_reason{reason=\"falls\"} 1.0\n")
        .contains("leebert_patience_reason{reason=\"covered\"} 0.0\n")
        .contains("leebert_patience_changes_total{direction=\"down\"} 1.0\n");
  }

  @Test
  void labelsCountByWhatBecameOfThemAndAnswersByTheLayerTheyCameFrom() throws Exception {
    ManualClock clock = new ManualClock();
    Judge judge = startsWithLabels(clock);
    judge.predicted(Predicted.at(NOW, 3), new TextEvent("text", null, "1"));
    judge.predicted(Predicted.at(NOW, 9), new TextEvent("text", null, "2"));
    for (String id : List.of("1", "1", "2", "3")) {
      judge.label(new LabelledText("text", id.equals("1") ? "billing" : "other", null, id, null));
    }
    judge.unreadable();
    clock.advance(Duration.ofNanos(1));
    judge.giveUp();
    assertThat(get("metrics").body())
        .contains("leebert_labels_total{outcome=\"judged\"} 2.0\n")
        .contains("leebert_labels_total{outcome=\"repeated\"} 1.0\n")
        .contains("leebert_labels_total{outcome=\"unknown\"} 1.0\n")
        .contains("leebert_labels_total{outcome=\"unreadable\"} 1.0\n")
        .contains("leebert_answers_judged_total{layer=\"3\",outcome=\"right\"} 1.0\n")
        .contains("leebert_answers_judged_total{layer=\"3\",outcome=\"wrong\"} 0.0\n")
        .contains("leebert_answers_judged_total{layer=\"4\",outcome=\"right\"} 0.0\n")
        .contains("leebert_answers_judged_total{layer=\"9\",outcome=\"wrong\"} 1.0\n")
        .contains("leebert_label_failures_total 0.0\n");
  }

  @Test
  void accuracyIsOfTheVersionThatServesAndBeginsAnewBeforeTheNextOneAnswers() {
    Judge judge = startsWithLabels(new ManualClock());
    assertThat(Objects.requireNonNull(judge.report().inService()).version()).isEqualTo("7");
    monitor.reported(report(ModelEventType.LOAD_FAILED, Map.of()));
    assertThat(Objects.requireNonNull(judge.report().inService()).version()).isEqualTo("7");
    // It is reported, and then takes over.
    monitor.reported(report(ModelEventType.SERVING, Map.of("loadMs", 7.0)));
    assertThat(Objects.requireNonNull(judge.report().inService()).version()).isEqualTo("8");
    assertThat(Objects.requireNonNull(judge.report().before()).version()).isEqualTo("7");
  }

  @Test
  void aTakeOverAndTheReportsOfItAreOne() {
    Judge judge = startsWithLabels(new ManualClock());
    monitor.takesOver(next(4));
    assertThat(Objects.requireNonNull(judge.report().inService()).version()).isEqualTo("8");
    monitor.reported(report(ModelEventType.SERVING, Map.of("swapGapMs", 1.0)));
    assertThat(Objects.requireNonNull(judge.report().before()).version()).isEqualTo("7");
  }

  @Test
  void theCountersOfAModelWithMoreLayersAreThereBeforeItsFirstAnswerIsJudged() throws Exception {
    starts();
    assertThat(get("metrics").body())
        .contains("leebert_answers_judged_total{layer=\"4\",outcome=\"wrong\"} 0.0\n")
        .doesNotContain("leebert_answers_judged_total{layer=\"5\"");
    monitor.takesOver(next(6));
    assertThat(get("metrics").body())
        .contains("leebert_answers_judged_total{layer=\"5\",outcome=\"right\"} 0.0\n")
        .contains("leebert_answers_judged_total{layer=\"6\",outcome=\"right\"} 0.0\n")
        .contains("leebert_answers_judged_total{layer=\"6\",outcome=\"wrong\"} 0.0\n");
  }

  /** The version after the one that starts, with so many layers. */
  private static ModelManifest next(int layers) {
    return ModelManifest.newBuilder(SmallModel.manifest(false))
        .setModelVersion("8")
        .setLayers(layers)
        .build();
  }

  @Test
  void thePageIsOneFileThatNeedsNothingFromElsewhere() throws Exception {
    HttpResponse<String> page = get("");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(page.body()).contains("<title>").doesNotContain("http://", "https://", "src=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "live", "metrics", "health/live", "health/ready", "health/startup"})
  void nothingTakesOrders(String path) throws Exception {
    for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
      HttpRequest order =
          HttpRequest.newBuilder(address(path))
              .method(method, HttpRequest.BodyPublishers.ofString("{}"))
              .build();
      assertThat(client.send(order, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
    }
  }

  @Test
  void beforeTheModelIsLoadedItIsAliveAndNeitherStartedNorReady() throws Exception {
    assertThat(get("health/live").statusCode()).isEqualTo(200);
    assertThat(get("health/startup").statusCode()).isEqualTo(503);
    HttpResponse<String> ready = get("health/ready");
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.body()).contains("\"model\":\"none\"", "loading the model");
    assertThat(get("metrics").body()).contains("leebert_ready 0.0\n");
  }

  @Test
  void aModelThatWaitsForTheGroupIsNotReadyAndSaysSo() throws Exception {
    starts();
    HttpResponse<String> ready = get("health/ready");
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.body())
        .contains("\"streams\":\"CREATED\"", "\"model\":\"small 7\"", "\"status\":\"DOWN\"");
    assertThat(get("metrics").body()).contains("leebert_state{state=\"created\"} 1.0\n");
  }

  @Test
  void onceKafkaStreamsHasEndedItIsNotAlive() throws Exception {
    starts();
    watched.streams().close();
    HttpResponse<String> live = get("health/live");
    assertThat(live.statusCode()).isEqualTo(503);
    assertThat(live.body()).contains("\"streams\":\"NOT_RUNNING\"", "has ended");
  }

  /** A look at the lag a second after the one before. */
  private void look(double lag, double arrived) {
    LagMonitor.Reading reading = new LagMonitor.Reading(lag, arrived, arrived, true);
    long now = seconds++ * 1_000_000_000L;
    watched.pace().look(now, reading, 0);
    monitor.lag().looked(now, reading, Map.of());
  }

  private Judge startsWithLabels(ManualClock clock) {
    Judge judge =
        new Judge(new LabelSettings("labels", 10, Duration.ZERO), monitor.labels(), clock);
    monitor.judges(judge);
    starts();
    return judge;
  }

  private void starts() {
    monitor.starts(watched.streams(), watched.service());
  }

  private static ModelEvent report(ModelEventType type, Map<String, Double> scores) {
    return ModelEvent.newBuilder()
        .setModel("small")
        .setModelVersion("8")
        .setType(type)
        .setScores(scores)
        .build();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(HttpRequest.newBuilder(address(path)).build(), BodyHandlers.ofString());
  }

  private URI address(String path) {
    return Objects.requireNonNull(monitor.address()).resolve(path);
  }
}
