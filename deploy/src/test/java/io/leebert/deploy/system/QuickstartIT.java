package io.leebert.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leebert.deploy.cli.LeebertProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The quickstart as a user runs it, in a process of its own, with a model that is there already. It
 * brings its own broker, and shares nothing with other tests.
 */
@Execution(ExecutionMode.CONCURRENT)
class QuickstartIT {
  private static final String INTERRUPTED = "leebert quickstart: interrupted";

  /** Two servers, a training, a retraining and passes of minutes on a machine that is busy. */
  private static final Duration LONG = Duration.ofMinutes(15);

  @TempDir Path folder;

  @Test
  void showsEveryPredictionSumsUpReportsAndKeepsEverythingUntilItIsInterruptedIfAsked()
      throws Exception {
    Path report = folder.resolve("report.json");

    LeebertProcess leebert =
        quickstart(
            "--bundle",
            TinyBundle.PATH.toString(),
            "--events",
            "120",
            "--report",
            report.toString(),
            "--keep");

    awaitText(leebert.outFile(), "serve --config");
    List<ProcessHandle> children = leebert.process().descendants().toList();
    assertThat(leebert.out()).contains("Everything keeps running until Ctrl-C", " produce -");
    assertThat(children).hasSize(3).allMatch(ProcessHandle::isAlive);
    assertThat(leebert.programs()).as("those and itself").hasSize(4);
    assertThat(leebert.out().lines().filter(line -> line.contains(" of 4 ")))
        .hasSizeGreaterThan(239);
    assertThat(leebert.out())
        .contains("Summary", "120 in, 120 predictions out", "0 lost, 0 doubled");
    assertThat(leebert.err()).contains("broker at 127.0.0.1:", "registry at http://127.0.0.1:");
    JsonNode json = new JsonMapper().readTree(report.toFile());
    assertThat(json.get("events").asInt()).isEqualTo(120);
    assertThat(json.get("predictions").asInt()).isEqualTo(120);
    assertThat(json.get("lost").asInt()).isZero();
    assertThat(json.get("duplicated").asInt()).isZero();
    assertThat(json.get("layers").asInt()).isEqualTo(TinyBundle.LAYERS);
    assertThat(json.get("meanExitLayer").asDouble()).isBetween(3.0, 3.99);
    assertThat(json.get("layerSpeedup").asDouble()).isBetween(1.001, 1.3334);
    assertThat(json.get("wallClockSpeedup").asDouble()).isPositive();
    assertThat(json.get("latencyMsP50").asDouble()).isPositive();
    assertThat(json.get("latencyMsP99").asDouble())
        .isGreaterThanOrEqualTo(json.get("latencyMsP50").asDouble());
    assertThat(json.get("accuracy").asDouble()).isZero();
    assertThat(json.at("/passes/3/meanExitLayer").asDouble()).isEqualTo(4.0);

    URI page = URI.create(leebert.out().replaceFirst("(?s).*  page +(http://\\S+).*", "$1"));
    LiveLook.await(
        HttpClient.newHttpClient(),
        page,
        live -> assertThat(live.at("/accuracy/judged").asInt()).isPositive());

    leebert.process().destroy();
    assertThat(leebert.process().waitFor(LONG.toMinutes(), TimeUnit.MINUTES)).isTrue();
    assertNothingIsLeft(leebert);
  }

  @Test
  void trainsTheModelThatItServesAndAnotherWhenANewKindOfMessageTurnsUp() throws Exception {
    Path report = folder.resolve("report.json");

    LeebertProcess leebert =
        quickstart(
            "--events=60",
            "--train-rows=480",
            "--held-out-rows=80",
            "--train-option=--epochs 2 --layers 3 --max-length 48 --patience 1",
            "--report=" + report);

    assertThat(leebert.process().waitFor(LONG.toMinutes(), TimeUnit.MINUTES)).isTrue();
    assertThat(leebert.process().exitValue()).as(leebert.err()).isZero();
    assertThat(leebert.err()).contains("480 rows to train on, 80 held out, 8 labels", "patience");
    JsonNode json = new JsonMapper().readTree(report.toFile());
    assertThat(json.get("predictions").asInt()).isEqualTo(60);
    assertThat(json.get("layers").asInt()).isEqualTo(3);
    assertThat(json.get("trainingSeconds").asDouble()).isPositive();
    assertThat(json.get("accuracy").asDouble())
        .as("better than one label for all of 8")
        .isGreaterThan(0.2);
    assertThat(leebert.err()).contains("240 of them are labelled now", "has taken over");
    assertThat(leebert.out()).contains("right before retraining").doesNotContain("NaN");
    assertThat(json.get("modelsPromoted").asInt()).isEqualTo(1);
    assertThat(json.get("accuracyBefore").asDouble()).as("a label it cannot know").isZero();
    assertThat(json.get("accuracyAfter").asDouble()).isGreaterThan(0.2);
    assertThat(json.get("swapGapMs").asDouble()).isGreaterThanOrEqualTo(0);
    assertThat(json.get("lost").asInt()).isZero();
    assertThat(json.get("duplicated").asInt()).isZero();
    assertNothingIsLeft(leebert);
  }

  @ParameterizedTest
  @ValueSource(strings = {"starting a Kafka", "serving the model"})
  void leavesNothingBehindWhenItIsInterrupted(String moment) throws Exception {
    LeebertProcess leebert =
        quickstart("--bundle", TinyBundle.PATH.toString(), "--events", "20000");
    awaitText(leebert.errFile(), moment);
    await().atMost(LONG).until(() -> leebert.process().descendants().count() >= 2);

    leebert.process().destroy();

    assertThat(leebert.process().waitFor(LONG.toMinutes(), TimeUnit.MINUTES)).isTrue();
    assertThat(leebert.process().exitValue()).isEqualTo(143);
    assertThat(leebert.err()).doesNotContain("Exception");
    // The JVM may be gone before it has said that it was interrupted.
    assertThat(leebert.err().lines().filter(line -> line.startsWith("leebert")))
        .allMatch(line -> line.startsWith("leebert: [") || line.equals(INTERRUPTED));
    assertNothingIsLeft(leebert);
  }

  @Test
  void showsWhatAFailedChildSaidLast() throws Exception {
    LeebertProcess leebert = quickstart("--bundle", folder.resolve("none").toString());

    assertThat(leebert.process().waitFor(LONG.toMinutes(), TimeUnit.MINUTES)).isTrue();
    assertThat(leebert.process().exitValue()).isEqualTo(1);
    assertThat(leebert.err()).contains("leebert quickstart: serve", "its log", "none");
    assertNothingIsLeft(leebert);
  }

  private LeebertProcess quickstart(String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of("quickstart"));
    command.addAll(List.of(options));
    return LeebertProcess.start(folder, command);
  }

  private static void assertNothingIsLeft(LeebertProcess leebert) {
    await().atMost(LONG).until(() -> leebert.programs().isEmpty());
    assertThat(leebert.work()).isEmptyDirectory();
  }

  private static void awaitText(Path file, String text) {
    await().atMost(LONG).until(() -> Files.readString(file).contains(text));
  }
}
