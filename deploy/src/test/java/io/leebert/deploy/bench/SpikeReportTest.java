package io.leebert.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leebert.deploy.bench.LoadPlan.Phase;
import io.leebert.deploy.bench.SpikeResult.Row;
import io.leebert.deploy.traffic.LedgerCounts;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpikeReportTest {
  private static final LoadPlan PLAN =
      new LoadPlan(List.of(new Phase("calm", 1, 2), new Phase("rush", 2, 2)));

  /** Two calm events of 0.1 s, four hurried ones of 1 s, the last of which never came. */
  private final SpikeResult result =
      new SpikeResult(
          "patience auto",
          PLAN,
          new double[] {0, 1, 2, 2.5, 3, 3.5},
          new double[] {0.1, 1.1, 3, 3.5, 4, Double.NaN},
          new int[] {4, 4, 2, 1, 1, 0},
          new int[] {6, 8, 3, 2, 4, 0},
          new boolean[] {true, true, true, false, false, false},
          new LedgerCounts(6, 5, 1, 0, 0, 0),
          List.of(new PatienceChange(2.25, 4, 1, "2 events/s arrive")));

  @Test
  void aPhaseIsSummedUpByTheEventsSentInIt() {
    List<Row> rows = result.phases();

    assertThat(rows).extracting(Row::name).containsExactly("calm", "rush");
    Row calm = rows.get(0);
    assertThat(calm.events()).isEqualTo(2);
    assertThat(calm.ageP50()).isBetween(0.09, 0.11);
    assertThat(calm.patience()).isEqualTo(4);
    assertThat(calm.layer()).isEqualTo(7);
    assertThat(calm.accuracy()).isEqualTo(1);
    Row rush = rows.get(1);
    assertThat(rush.events()).isEqualTo(4);
    assertThat(rush.ageP99()).isEqualTo(1);
    assertThat(rush.layer()).isEqualTo(3);
    assertThat(rush.accuracy()).isBetween(0.33, 0.34);
  }

  @Test
  void anEventThatNeverCameIsUnderWayUntilTheEnd() {
    assertThat(result.phases().get(0).lagMost()).isLessThanOrEqualTo(1);
    assertThat(result.phases().get(1).lagMost()).isEqualTo(2);
  }

  @Test
  void aSecondWithoutEventsHasNoFigures() {
    Row quiet = result.every(0.5).get(1);

    assertThat(quiet.events()).isZero();
    assertThat(quiet.ageP50()).isNaN();
    assertThat(quiet.accuracy()).isNaN();
  }

  @Test
  void peopleGetTablesAndPlots() {
    String text = new SpikeReport(2, List.of(result)).text();

    assertThat(text)
        .contains("patience auto: 6 events, 1 lost, 0 doubled, 0 out of order")
        .contains("calm", "rush", "33.3 %", "age p50  |", "age p99  |", "patience |")
        .contains("2.3 s  patience 4 -> 1: 2 events/s arrive");
    assertThat(new SpikeReport(2, List.of(result)).clean()).isFalse();
  }

  @Test
  void scriptsGetJsonWithEverySecond(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("spike.json");

    new SpikeReport(2, List.of(result)).write(file);

    JsonNode run = new JsonMapper().readTree(file.toFile()).at("/runs/0");
    assertThat(run.get("name").asText()).isEqualTo("patience auto");
    assertThat(run.get("lost").asInt()).isEqualTo(1);
    assertThat(run.at("/phases/1/accuracy").asDouble()).isEqualTo(0.3333);
    assertThat(run.get("seconds")).hasSize(4);
    assertThat(run.at("/seconds/0/ageP50Seconds").asDouble()).isEqualTo(0.1);
    assertThat(run.at("/changes/0/reason").asText()).isEqualTo("2 events/s arrive");
  }

  @Test
  void allOfItIsDrawnBelowEachOther(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("spike.png");

    new SpikeReport(2, List.of(result, result)).draw(file);

    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getHeight()).isGreaterThan(image.getWidth());
    long coloured =
        Arrays.stream(
                image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
            .filter(pixel -> (pixel & 0xFFFFFF) == 0x0072B2)
            .count();
    assertThat(coloured).as("pixels of the second run's curves").isGreaterThan(500);
  }

  @Test
  void whyPatienceChangedIsReadFromTheLogAlsoOverMidnight() {
    List<String> log =
        List.of(
            "23:59:50.000 INFO  Autoscaler: patience 9 -> 4: before the run",
            "23:59:59.500 INFO  Autoscaler: patience 4 -> 1: 250 events/s arrive, 0 wait",
            "23:59:59.600 INFO  ThroughputLog: 90.0 events/s, patience or not",
            "00:00:05.000 INFO  Autoscaler: patience 1 -> 12: there is room");

    assertThat(PatienceChange.in(log, LocalTime.of(23, 59, 58)))
        .containsExactly(
            new PatienceChange(1.5, 4, 1, "250 events/s arrive, 0 wait"),
            new PatienceChange(7, 1, 12, "there is room"));
  }
}
