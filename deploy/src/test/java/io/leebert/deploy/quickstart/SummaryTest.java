package io.leebert.deploy.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leebert.deploy.traffic.LedgerCounts;
import java.nio.file.Path;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryTest {
  private static final Summary SUMMARY =
      new Summary(
          pass("calm", clean(20), 19, 80, 2),
          pass("adaptive", clean(100), 90, 400, 4),
          pass("full-depth", clean(100), 93, 1200, 10),
          List.of(pass("warm-up", new LedgerCounts(10, 11, 1, 2, 3, 1), 9, 90, 1)),
          null,
          120,
          200);

  @Test
  void comparesTheSameEventsAtBothDepths() {
    assertThat(SUMMARY.layerSpeedup()).isEqualTo(3.0);
    assertThat(SUMMARY.wallClockSpeedup()).isEqualTo(2.5);
  }

  @Test
  void countsWhatWasLostOrDoubledInEveryPass() {
    assertThat(SUMMARY.everything()).isEqualTo(new LedgerCounts(230, 231, 1, 2, 3, 1));
    assertThat(SUMMARY.everything().clean()).isFalse();
  }

  @Test
  void writesTheReportThatScriptsRead(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("report.json");

    SUMMARY.write(file);

    JsonNode json = new JsonMapper().readTree(file.toFile());
    assertThat(json.get("events").asInt()).isEqualTo(100);
    assertThat(json.get("predictions").asInt()).isEqualTo(100);
    assertThat(json.get("lost").asInt()).isEqualTo(1);
    assertThat(json.get("duplicated").asInt()).isEqualTo(3);
    assertThat(json.get("accuracy").asDouble()).isEqualTo(0.9);
    assertThat(json.get("layers").asInt()).isEqualTo(12);
    assertThat(json.get("meanExitLayer").asDouble()).isEqualTo(4.0);
    assertThat(json.get("layerSpeedup").asDouble()).isEqualTo(3.0);
    assertThat(json.get("wallClockSpeedup").asDouble()).isEqualTo(2.5);
    assertThat(json.get("latencyMsP50").asDouble()).isCloseTo(50, within(1.0));
    assertThat(json.get("latencyMsP99").asDouble()).isCloseTo(99, within(1.0));
    assertThat(json.get("passes")).hasSize(4);
  }

  @Test
  void saysItInWords() {
    assertThat(SUMMARY.text())
        .contains("100 in, 100 predictions out")
        .contains("1 lost, 3 doubled, 3 out of order")
        .contains("90.0 % (full depth: 93.0 %)")
        .contains("4.0 of 12")
        .contains("3.00 times")
        .contains("2.50 times (25 events/s against 10 at full depth");
  }

  @Test
  void tellsWhatARetrainingDid() {
    Retrained retrained =
        new Retrained(
            pass("new-before", clean(50), 0, 250, 1),
            pass("new-after", clean(50), 45, 200, 1),
            List.of(pass("during-1", new LedgerCounts(10, 9, 1, 0, 0, 0), 9, 40, 1)),
            1,
            61,
            12.4);
    Summary summary =
        new Summary(SUMMARY.calm(), SUMMARY.adaptive(), SUMMARY.full(), List.of(), retrained, 1, 1);

    assertThat(summary.text())
        .contains("0.0 % right before retraining, 90.0 % after")
        .contains("61 s from the command")
        .contains("swapped within 12 ms")
        .contains("of all 330 sent");
    JsonNode json = summary.json();
    assertThat(json.get("modelsPromoted").asInt()).isEqualTo(1);
    assertThat(json.get("accuracyBefore").asDouble()).isZero();
    assertThat(json.get("accuracyAfter").asDouble()).isEqualTo(0.9);
    assertThat(json.get("swapGapMs").asDouble()).isEqualTo(12.4);
    assertThat(json.get("lost").asInt()).isEqualTo(1);
    assertThat(json.get("passes")).hasSize(6);
    assertThat(SUMMARY.json().has("modelsPromoted")).isFalse();
  }

  @Test
  void writesZeroWhereNothingCameBack() {
    PassResult nothing = pass("none", new LedgerCounts(5, 0, 5, 0, 0, 0), 0, 0, 0);

    JsonNode json = new Summary(nothing, nothing, nothing, List.of(), null, 1, 1).json();

    assertThat(json.get("lost").asInt()).isEqualTo(15);
    assertThat(json.get("accuracy").asDouble()).isZero();
    assertThat(json.get("layerSpeedup").asDouble()).isZero();
  }

  private static LedgerCounts clean(int events) {
    return new LedgerCounts(events, events, 0, 0, 0, 0);
  }

  /** Latencies are 1 to 100 ms. */
  private static PassResult pass(
      String name, LedgerCounts counts, int right, long exitLayers, double seconds) {
    Histogram latencies = new Histogram(3);
    for (int millis = 1; millis <= 100; millis++) {
      latencies.recordValue(millis * 1_000_000L);
    }
    return new PassResult(name, counts, right, exitLayers, 12, seconds, latencies);
  }
}
