package io.leebert.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leebert.deploy.bench.LoadPlan.Phase;
import io.leebert.deploy.bench.SpikeResult.Row;
import io.leebert.deploy.traffic.LedgerCounts;
import java.nio.file.Path;
import java.util.List;
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
          new LedgerCounts(6, 5, 1, 0, 0, 0));

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
        .contains("calm", "rush", "33.3 %", "age p99  |", "patience |");
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
  }
}
