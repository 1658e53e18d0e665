package io.leebert.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leebert.deploy.cli.LeebertProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The benchmark as a user runs it, only shorter and on a tiny model. It brings its own broker, and
 * shares nothing with other tests.
 */
@Execution(ExecutionMode.CONCURRENT)
class BenchIT {
  @TempDir Path folder;

  @Test
  void aSpikeIsSentToAFixedPatienceAndToOneThatFollowsTheLoad() throws Exception {
    Path report = folder.resolve("spike.json");
    Path plot = folder.resolve("spike.png");

    String out =
        run(
            "spike",
            "--base=40",
            "--times=5",
            "--seconds=3",
            "--report=" + report,
            "--plot=" + plot);

    assertThat(out)
        .contains("patience bundle: 760 events, 0 lost, 0 doubled, 0 out of order")
        .contains("patience auto: 760 events, 0 lost", "5 x base", "age p99");
    JsonNode runs = new JsonMapper().readTree(report.toFile()).get("runs");
    assertThat(runs.at("/0/phases/1/patience").asDouble()).isEqualTo(TinyBundle.PATIENCE);
    assertThat(runs.at("/1/phases/0/patience").asDouble())
        .as("full depth while the load is low")
        .isEqualTo(TinyBundle.LAYERS - 1.0);
    assertThat(plot).isNotEmptyFile();
  }

  @Test
  void throughputIsComparedWithWhatOneWouldWriteByHand() throws Exception {
    Path report = folder.resolve("throughput.json");
    Path texts =
        Files.writeString(
            folder.resolve("texts.csv"),
            "text,label\nwhere is my parcel,parcel\ni forgot my password,password\n");

    String out =
        run(
            "throughput",
            "--data=" + texts,
            "--patience=" + TinyBundle.PATIENCE,
            "--events=60",
            "--rounds=1",
            "--warm-up-seconds=0",
            "--calm-rate=50",
            "--calm-events=20",
            "--idle-seconds=1",
            "--report=" + report);

    assertThat(out)
        .contains("tiny 1, 4 layers", "60 events, medians of 1 rounds", "(c) ours at patience 2")
        .contains("an instance without events takes")
        // Warm-ups are in no ledger of the report.
        .contains("of all 320 events 0 lost, 0 doubled, 0 out of order");
    JsonNode variants = new JsonMapper().readTree(report.toFile()).get("variants");
    assertThat(variants)
        .extracting(variant -> variant.get("letter").asText())
        .containsExactly("a", "b", "c", "d");
    assertThat(variants)
        .allSatisfy(
            variant -> {
              JsonNode median = variant.get("median");
              assertThat(median.get("eventsPerSecond").asDouble()).isPositive();
              // Counted in ticks, and sixty events may take less than one.
              assertThat(median.get("cpuSecondsPer1000").asDouble()).isNotNegative();
              assertThat(median.get("calmLatencyP99Millis").asDouble()).isPositive();
            });
    JsonNode byHand = variants.at("/0/median");
    JsonNode full = variants.at("/1/median");
    assertThat(byHand.get("meanExitLayer").asDouble()).isEqualTo(TinyBundle.LAYERS);
    assertThat(byHand.get("accuracy").asDouble())
        .as("the same network at the same depth")
        .isEqualTo(full.get("accuracy").asDouble());
    assertThat(full.get("meanExitLayer").asDouble()).isEqualTo(TinyBundle.LAYERS);
    assertThat(full.get("bareRowsPerSecond").asDouble()).isPositive();
    assertThat(variants.at("/2/median/meanExitLayer").asDouble()).isLessThan(TinyBundle.LAYERS);
    assertThat(variants.at("/2/median/idleCpuShare").asDouble()).isNotNegative();
    assertThat(variants.at("/2/median/sessionBusyShare").asDouble()).isBetween(1e-6, 1.0);
  }

  /** Runs a benchmark to its end and gives what it printed. */
  private String run(String benchmark, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("bench", benchmark, "--bundle=" + TinyBundle.PATH));
    command.addAll(List.of(arguments));

    LeebertProcess leebert = LeebertProcess.start(folder, command);

    assertThat(leebert.process().waitFor(10, TimeUnit.MINUTES)).as("ended in time").isTrue();
    assertThat(leebert.process().exitValue()).as(leebert.err()).isZero();
    assertThat(leebert.work()).isEmptyDirectory();
    return leebert.out();
  }
}
