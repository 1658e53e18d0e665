package io.leebert.trainer.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.schemas.event.CommandType;
import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelEventType;
import io.leebert.schemas.monitor.MonitorSettings;
import io.leebert.trainer.service.ServiceListener.StoreCall;
import io.leebert.trainer.service.ServiceState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the service tells over HTTP, from events made up here to the text of a scrape. */
class TrainerMonitorTest {
  private static final long SECOND = 1_000_000_000L;

  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicLong now = new AtomicLong();
  private final TrainerMonitor monitor = TrainerMonitor.start(MonitorSettings.ANY_PORT, now::get);

  @AfterEach
  void stop() {
    monitor.close();
  }

  @Test
  void everyMetricOfTheListIsThere() throws Exception {
    monitor.said(CommandType.RETRAIN, event("r", ModelEventType.ACCEPTED));
    monitor.said(CommandType.RETRAIN, event("r", ModelEventType.DONE));
    monitor.stored(StoreCall.FETCH, true, SECOND);
    String scrape = get("metrics").body();
    assertThat(TrainerMetric.values())
        .allSatisfy(
            metric -> assertThat(scrape).containsPattern("(?m)^" + metric.sample() + "[{ ]"));
  }

  @Test
  void aRetrainingIsFollowedFromItsFirstWordToTheVerdict() throws Exception {
    monitor.said(CommandType.RETRAIN, event("r", ModelEventType.ACCEPTED));
    ModelEvent halfway = event("r", ModelEventType.PROGRESS);
    halfway.setProgress(0.5);
    halfway.setSecondsLeft(120.0);
    halfway.setScores(Map.of("average", 0.7, "last", 0.9));
    monitor.said(CommandType.RETRAIN, halfway);
    assertThat(get("metrics").body())
        .contains("leebert_trainer_commands_accepted_total{type=\"retrain\"} 1.0\n")
        .contains("leebert_retrain_running 1.0\n")
        .contains("leebert_retrain_progress_ratio 0.5\n")
        .contains("leebert_retrain_left_seconds 120.0\n")
        .contains("leebert_retrain_score{score=\"last\"} 0.9\n");

    now.addAndGet(240 * SECOND);
    ModelEvent done = event("r", ModelEventType.DONE);
    done.setProvenance(Map.of("made.verdict", "REJECTED"));
    monitor.said(CommandType.RETRAIN, done);
    assertThat(get("metrics").body())
        .contains("leebert_trainer_commands_total{outcome=\"done\",type=\"retrain\"} 1.0\n")
        .contains("leebert_retrain_gates_total{verdict=\"rejected\"} 1.0\n")
        .contains("leebert_retrain_gates_total{verdict=\"passed\"} 0.0\n")
        .contains("leebert_retrain_running 0.0\n")
        .contains("leebert_retrain_progress_ratio NaN\n")
        .contains("leebert_retrain_seconds_sum 240.0\n");
  }

  @Test
  void commandsCountByTypeAndOutcomeAndTheStoreByCallAndOutcome() throws Exception {
    monitor.said(CommandType.PROMOTE, event("p", ModelEventType.REFUSED));
    monitor.said(CommandType.ROLLBACK, event("b", ModelEventType.COMMAND_FAILED));
    monitor.said(CommandType.SET_PATIENCE, event("s", ModelEventType.DONE));
    monitor.stored(StoreCall.PUBLISH, false, 2 * SECOND);
    assertThat(get("metrics").body())
        .contains("leebert_trainer_commands_total{outcome=\"refused\",type=\"promote\"} 1.0\n")
        .contains("leebert_trainer_commands_total{outcome=\"failed\",type=\"rollback\"} 1.0\n")
        .contains("leebert_trainer_commands_total{outcome=\"done\",type=\"set_patience\"} 1.0\n")
        .contains("leebert_store_call_seconds_sum{call=\"publish\",outcome=\"failed\"} 2.0\n");
  }

  @Test
  void aServiceThatGivesItsTurnAwayHasNoRetrainingAnyMore() throws Exception {
    monitor.turned(ServiceState.IN_CHARGE, 3);
    monitor.said(CommandType.RETRAIN, event("r", ModelEventType.PROGRESS));
    assertThat(get("metrics").body())
        .contains("leebert_trainer_commands_behind 3.0\n", "leebert_retrain_running 1.0\n");
    monitor.turned(ServiceState.WAITING, 0);
    now.addAndGet(5 * SECOND);
    assertThat(get("metrics").body())
        .contains("leebert_retrain_running 0.0\n")
        .contains("leebert_trainer_turn_age_seconds 5.0\n")
        .contains("leebert_trainer_state{state=\"waiting\"} 1.0\n")
        .contains("leebert_trainer_state{state=\"in_charge\"} 0.0\n");
  }

  @Test
  void probesAreToldWhetherItIsAMemberOfItsGroupAndWhetherItStillRuns() throws Exception {
    assertThat(get("health/live").statusCode()).isEqualTo(200);
    assertThat(get("health/startup").statusCode()).isEqualTo(503);
    assertThat(get("health/ready").statusCode()).isEqualTo(503);
    for (ServiceState state :
        new ServiceState[] {ServiceState.WAITING, ServiceState.IN_CHARGE, ServiceState.TROUBLED}) {
      monitor.turned(state, 0);
      assertThat(get("health/startup").statusCode()).isEqualTo(200);
      HttpResponse<String> ready = get("health/ready");
      assertThat(ready.statusCode()).isEqualTo(200);
      assertThat(ready.body()).contains("\"state\":\"" + state.name().toLowerCase(Locale.ROOT));
    }
    monitor.ended();
    assertThat(get("health/live").statusCode()).isEqualTo(503);
    assertThat(get("health/ready").statusCode()).isEqualTo(503);
  }

  @Test
  void thePageInTheRepositoryIsTheOneThatTheListMakes() throws IOException {
    assertThat(Files.readString(Path.of("METRICS.md")))
        .as(
            "trainer/METRICS.md is out of date; make it again:%n"
                + "  deploy/leebert trainer-service --print-metrics-reference > trainer/METRICS.md")
        .isEqualTo(TrainerMetric.markdown());
  }

  private static ModelEvent event(String command, ModelEventType type) {
    return ModelEvent.newBuilder()
        .setModel("support")
        .setModelVersion("1")
        .setType(type)
        .setCommandId(command)
        .build();
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI address = Objects.requireNonNull(monitor.address()).resolve(path);
    return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }
}
