package io.leebert.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leebert.deploy.broker.ChildJvm;
import io.leebert.deploy.traffic.ClientSettings;
import io.leebert.deploy.traffic.EventEncoding;
import io.leebert.deploy.traffic.EventProducer;
import io.leebert.deploy.traffic.OutgoingEvent;
import io.leebert.deploy.traffic.PredictionReader;
import io.leebert.deploy.traffic.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.AbstractStringAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What an instance tells of itself while it serves. */
@ExtendWith(SharedServices.class)
class MonitoringIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern ADDRESS = Pattern.compile("at (http://127\\.0\\.0\\.1:\\d+/)");

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void anInstanceTellsWhatItDidHowFarBehindItIsThatItIsReadyAndHowOftenItWasRight(
      ClientSettings clients) throws Exception {
    try (ServedTopics topics = ServedTopics.create(clients, folder);
        EventProducer events = topics.producer();
        PredictionReader reader = topics.reader()) {
      ChildJvm app =
          topics.serve(
              "app",
              Map.of(
                  "leebert.http.port", "0",
                  "leebert.patience", "auto",
                  "leebert.labelled.topic", topics.events + "-labels",
                  "leebert.labelled.wait.ms", "100"));
      URI address = address(app);
      await().atMost(PATIENCE).until(() -> get(address, "health/ready").statusCode() == 200);
      assertThat(get(address, "health/ready").body())
          .contains("\"streams\":\"R", "\"model\":\"tiny 1\"");
      assertThat(get(address, "health/live").statusCode()).isEqualTo(200);
      assertThat(get(address, "health/startup").statusCode()).isEqualTo(200);

      List<String> answers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        OutgoingEvent event = OutgoingEvent.of("key", "where is my parcel", "parcel-" + i);
        answers.add(ServedTopics.answer(events, reader, event).getLabel());
      }
      events.send(OutgoingEvent.of("key", "  ", "blank"));
      events.flush();
      assertThat(topics.deadLetterIds(1)).isEqualTo(List.of("blank"));
      awaitMetrics(
          address,
          metrics ->
              metrics
                  .contains("leebert_events_total{outcome=\"prediction\"} 3.0\n")
                  .contains("leebert_dead_letters_total{cause=\"unreadable\"} 1.0\n")
                  .contains("leebert_exit_layer_count 3\n")
                  .contains("leebert_state{state=\"running\"} 1.0\n")
                  .contains("leebert_ready 1.0\n")
                  .contains("topic=\"" + topics.events + "\"} 0.0\n")
                  .contains("leebert_capacity_events_per_second{patience=\"1\"}")
                  .contains("kafka_consumer_fetch_manager_records_consumed_total"));
      assertThat(ServedTopics.text(app.log()))
          .containsPattern(
              topics.events + "-\\d@\\d+ is unreadable and goes to " + topics.deadLetters)
          .doesNotContain("where is my parcel");
      assertLabelsAreJudged(topics, address, answers, app);
    }
  }

  /** Its topic of labels is not there yet: events were answered all the same. */
  private void assertLabelsAreJudged(
      ServedTopics topics, URI address, List<String> answers, ChildJvm app) throws Exception {
    String labels = topics.events + "-labels";
    LiveLook.await(
        client,
        address,
        live -> assertThat(live.at("/accuracy/reason").asText()).contains("no topic " + labels));
    Topics.create(topics.clients, List.of(labels), 2);
    try (EventProducer labelled = new EventProducer(topics.clients, labels, EventEncoding.TEXT)) {
      labelled.send(label("parcel-0", answers.get(0)));
      labelled.send(label("parcel-1", "nothing of the kind"));
      labelled.send(label("parcel-0", answers.get(0)));
      labelled.send(label("of another instance", answers.get(0)));
      // By its text: the youngest of the three that no label has come for.
      labelled.send(label(null, answers.get(2)));
      labelled.send(OutgoingEvent.of(null, "no labelled text", null));
      labelled.flush();
    }
    awaitMetrics(
        address,
        metrics ->
            metrics
                .contains("leebert_labels_total{outcome=\"judged\"} 3.0\n")
                .contains("leebert_labels_total{outcome=\"repeated\"} 1.0\n")
                .contains("leebert_labels_total{outcome=\"unknown\"} 1.0\n")
                .contains("leebert_labels_total{outcome=\"unreadable\"} 1.0\n")
                .containsPattern("leebert_answers_judged_total\\{.*\"right\"} [12]\\.0\n")
                .containsPattern("leebert_answers_judged_total\\{.*\"wrong\"} 1\\.0\n"));
    LiveLook.await(
        client,
        address,
        live -> {
          assertThat(live.at("/accuracy/judged").asInt()).isEqualTo(3);
          assertThat(live.at("/accuracy/right").asInt()).isEqualTo(2);
        });
    assertThat(ServedTopics.text(app.log()))
        .containsPattern(labels + "-\\d@\\d+ is no labelled text and is passed over");
  }

  private static OutgoingEvent label(@Nullable String id, String label) {
    return new OutgoingEvent(null, "where is my parcel", null, id, label, null);
  }

  private void awaitMetrics(URI address, Consumer<AbstractStringAssert<?>> said) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> said.accept(assertThat(get(address, "metrics").body())));
  }

  private static URI address(ChildJvm app) {
    Matcher matcher = ADDRESS.matcher(ServedTopics.text(app.log()));
    assertThat(matcher.find()).as(ServedTopics.text(app.log())).isTrue();
    return URI.create(matcher.group(1));
  }

  private HttpResponse<String> get(URI address, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString());
  }
}
