package io.leebert.streams.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leebert.schemas.monitor.Verdict;
import io.leebert.streams.accuracy.Accuracy;
import io.leebert.streams.accuracy.AccuracyReport;
import io.leebert.streams.autoscale.LoadSnapshot.Choice;
import io.leebert.streams.autoscale.Motive;
import io.leebert.streams.autoscale.PaceState;
import io.leebert.streams.fixture.SmallModel;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What the page reads, by the names that it reads it under. */
class LiveJsonTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final LiveJson live = new LiveJson(NOW.toEpochMilli());

  @Test
  void itIsOneLineWhateverIsInIt() {
    live.recent(
        List.of(new LiveTally.Shown(0, Predicted.at(NOW, 1), "two\nlines\r\n\"said\"")), true);
    assertThat(live.toString()).doesNotContain("\n", "\r").contains("two\\nlines");
  }

  @Test
  void partitionsStandInTheOrderOfTheirNumbers() throws IOException {
    Map<TopicPartition, LagMeters.Lag> lags = new HashMap<>();
    for (int partition : new int[] {10, 2, 1}) {
      lags.put(new TopicPartition("b", partition), new LagMeters.Lag(partition, 0.25));
    }
    lags.put(new TopicPartition("a", 11), new LagMeters.Lag(7, 12.34));
    JsonNode lag = read(live.lag(lags)).path("lag");
    assertThat(lag)
        .extracting(node -> node.path("partition").asText())
        .containsExactly("a-11", "b-1", "b-2", "b-10");
    assertThat(lag.path(0).path("records").longValue()).isEqualTo(7);
    assertThat(lag.path(0).path("seconds").doubleValue()).isEqualTo(12.3);
  }

  @Test
  void theModelStandsThereWithItsPatienceAndWhatEachCouldDo() throws IOException {
    PaceState pace =
        new PaceState(
            3,
            Motive.TRIED_IN_VAIN,
            "events begin to wait",
            List.of(new Choice(1, 1234.4), new Choice(3, 99.5)));
    JsonNode root = read(live.model(SmallModel.manifest(false), pace, new long[] {5, 0, 7, 1}));
    assertThat(root.path("model").path("name").asText()).isEqualTo("small");
    assertThat(root.path("model").path("layers").intValue()).isEqualTo(4);
    JsonNode patience = root.path("patience");
    assertThat(patience.path("now").intValue()).isEqualTo(3);
    assertThat(patience.path("motive").asText()).isEqualTo("tried in vain");
    assertThat(patience.path("reason").asText()).isEqualTo("events begin to wait");
    assertThat(patience.path("choices").toString())
        .isEqualTo("[{\"patience\":1,\"perSecond\":1234},{\"patience\":3,\"perSecond\":100}]");
    assertThat(root.path("exits").toString()).isEqualTo("[5,0,7,1]");
  }

  @Test
  void healthIsAWordItsReasonAndTheFactsBesideThem() throws IOException {
    JsonNode health =
        read(live.health(new Verdict(false, "joins the group", Map.of("streams", "CREATED"))))
            .path("health");
    assertThat(health.toString())
        .isEqualTo("{\"ready\":false,\"reason\":\"joins the group\",\"streams\":\"CREATED\"}");
  }

  @Test
  void aSecondIsAListInTheOrderThatThePageDrawsItFrom() throws IOException {
    JsonNode history =
        read(live.history(List.of(new LiveHistory.Point(9000, 1.26, 2.04, 3, 4.5, 6, 7))))
            .path("history");
    assertThat(history.toString()).isEqualTo("[[9000,1.3,2.0,3,5,6,7]]");
  }

  @Test
  void aResultHasItsPlaceAndTheAgeThatItCameOutAt() throws IOException {
    LiveTally.Shown shown =
        new LiveTally.Shown(NOW.toEpochMilli(), Predicted.at(NOW.minusMillis(250), 3), null);
    JsonNode result = read(live.recent(List.of(shown), false)).path("recent").path(0);
    assertThat(result.path("place").asText()).isEqualTo("text-events-0@1");
    assertThat(result.path("age").longValue()).isEqualTo(250);
    assertThat(result.path("label").asText()).isEqualTo("billing");
    assertThat(result.path("confidence").doubleValue()).isEqualTo(0.8);
    assertThat(result.path("layer").intValue()).isEqualTo(3);
    assertThat(result.path("layers").intValue()).isEqualTo(4);
    assertThat(result.path("text").isNull()).isTrue();
  }

  @Test
  void aResultOfAClockThatIsAheadHasNoNegativeAge() throws IOException {
    LiveTally.Shown shown =
        new LiveTally.Shown(NOW.toEpochMilli(), Predicted.at(NOW.plusSeconds(9), 3), null);
    assertThat(
            read(live.recent(List.of(shown), false)).path("recent").path(0).path("age").intValue())
        .isZero();
  }

  @Test
  void whereModelsDoNotChangeNothingIsSaidOfThem() throws IOException {
    assertThat(read(live.models(null)).has("models")).isFalse();
  }

  @Test
  void modelsStandThereWithTheirWorkAndWhoServesThem() throws IOException {
    ModelsView view =
        new ModelsView(
            "small",
            "7",
            List.of(new ModelsView.Version("8", "promoted", true, 5, "passed")),
            List.of(new ModelsView.Work("r-1", "epoch 2", 0.5, null, 0.75)),
            List.of(new ModelsView.Instance("pod-1", "8", "serving")));
    JsonNode models = read(live.models(view)).path("models");
    assertThat(models.path("model").asText()).isEqualTo("small");
    assertThat(models.path("previous").asText()).isEqualTo("7");
    assertThat(models.path("versions").path(0).toString())
        .isEqualTo(
            "{\"version\":\"8\",\"state\":\"promoted\",\"current\":true,\"at\":5,"
                + "\"message\":\"passed\"}");
    assertThat(models.path("work").path(0).toString())
        .isEqualTo(
            "{\"command\":\"r-1\",\"message\":\"epoch 2\",\"done\":0.5,\"left\":null,"
                + "\"score\":0.75}");
    assertThat(models.path("instances").path(0).toString())
        .isEqualTo("{\"instance\":\"pod-1\",\"version\":\"8\",\"state\":\"serving\"}");
  }

  @Test
  void whereThereIsNoVersionToGoBackToThePageIsToldSo() throws IOException {
    ModelsView view = new ModelsView("small", null, List.of(), List.of(), List.of());
    JsonNode models = read(live.models(view)).path("models");
    assertThat(models.has("previous")).isTrue();
    assertThat(models.path("previous").isNull()).isTrue();
  }

  @Test
  void whereLabelsAreNotReadItSaysWhatWouldHaveThemRead() throws IOException {
    assertThat(read(live.accuracy(null)).path("accuracy").toString())
        .isEqualTo(
            "{\"reason\":\"labels are not read: leebert.labelled.topic is not set\","
                + "\"trouble\":null,\"judged\":0,\"right\":0,\"exits\":[]}");
  }

  @Test
  void accuracyIsACountOfTheRightOnesByExitTooAndBesideItThatOfTheVersionBefore()
      throws IOException {
    Accuracy inService =
        new Accuracy("8", 5, 4, List.of(new Accuracy.AtExit(0, 0), new Accuracy.AtExit(5, 4)));
    Accuracy before = new Accuracy("7", 1000, 800, List.of());
    JsonNode accuracy =
        read(live.accuracy(new AccuracyReport(inService, before, 9, null))).path("accuracy");
    assertThat(accuracy.path("judged").intValue()).isEqualTo(5);
    assertThat(accuracy.path("right").intValue()).isEqualTo(4);
    assertThat(accuracy.path("exits").toString()).isEqualTo("[[0,0],[5,4]]");
    assertThat(accuracy.path("before").toString())
        .isEqualTo("{\"version\":\"7\",\"judged\":1000,\"right\":800}");
  }

  @Test
  void thatLabelsCannotBeReadNowIsSaidWhateverWasJudgedBefore() throws IOException {
    String trouble = "labels cannot be read for now: there is no topic labels";
    Accuracy judged = new Accuracy("8", 5, 4, List.of());
    JsonNode accuracy =
        read(live.accuracy(new AccuracyReport(judged, null, 9, trouble))).path("accuracy");
    assertThat(accuracy.path("trouble").asText()).isEqualTo(trouble);
    assertThat(accuracy.path("judged").intValue()).isEqualTo(5);
    accuracy = read(live.accuracy(new AccuracyReport(judged, null, 9, null))).path("accuracy");
    assertThat(accuracy.path("trouble").isNull()).isTrue();
  }

  @Test
  void aVersionBeforeThatNobodyJudgedIsNotSpokenOf() throws IOException {
    Accuracy none = new Accuracy("7", 0, 0, List.of());
    JsonNode accuracy = read(live.accuracy(new AccuracyReport(none, none, 0, null)));
    assertThat(accuracy.path("accuracy").has("before")).isFalse();
    assertThat(accuracy.path("accuracy").path("reason").asText()).isEqualTo("no labels yet");
  }

  private static JsonNode read(LiveJson live) throws IOException {
    return new ObjectMapper().readTree(live.toString());
  }
}
