package io.leebert.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The numbers beside the plots are those of the run. */
class RunTablesTest {

  private final RunRecord run = RunFixture.run().layers(4).served(RunRecord.PATIENCE, 2).build();

  private static Table byPatience(RunRecord of) {
    return RunTables.tradeOff(of, RunRecord.PATIENCE, "patience", of.patience());
  }

  @Test
  void theSettingThatIsServedStandsOutInTheTableOfItsRuleOnly() {
    Table patience = byPatience(run);

    assertThat(patience.head())
        .containsExactly("patience", "accuracy", "mean exit layer", "speed-up");
    assertThat(patience.rows().get(patience.marked()).get(0)).isEqualTo("2");
    assertThat(
            RunTables.tradeOff(run, RunRecord.CONFIDENCE, "confidence", run.confidence()).marked())
        .isEqualTo(-1);
  }

  @Test
  void aSettingThatWasNotMeasuredMarksNothing() {
    RunRecord between = RunFixture.run().layers(4).served(RunRecord.PATIENCE, 2.5).build();

    assertThat(byPatience(between).marked()).isEqualTo(-1);
  }

  @Test
  void aRowIsWhatTheSettingYieldsAndCosts() {
    TradeOff at = run.patience().get(3);

    assertThat(byPatience(run).rows().get(3))
        .containsExactly(
            "3",
            Figures.score(at.score()),
            Figures.layer(at.meanExitLayer()),
            Figures.speedUp(4 / at.meanExitLayer()));
  }

  @Test
  void anotherMetricHasTheAccuracyBesideIt() {
    RunRecord matthews = RunFixture.run().task("cola", "matthews").layers(4).build();

    assertThat(byPatience(matthews).head()).startsWith("patience", "matthews", "accuracy");
    assertThat(RunTables.exits(matthews).head())
        .startsWith("counts", "exit", "matthews", "accuracy");
    assertThat(RunTables.exits(run).head()).doesNotContain("matthews").contains("accuracy");
  }

  @Test
  void exitsSayWhetherTheyCount() {
    RunRecord twelve = RunFixture.run().build();

    assertThat(RunTables.exits(twelve).rows())
        .extracting(row -> row.get(0))
        .containsExactlyElementsOf(
            twelve.exits().stream().map(exit -> exit.votes() ? "yes" : "no").toList())
        .contains("yes", "no");
  }

  @Test
  void confidencesThatNoRowHasAreLeftOut() {
    long filled =
        run.exits().stream()
            .flatMap(exit -> exit.bins().stream())
            .filter(bin -> bin.rows() > 0)
            .count();

    assertThat(RunTables.bins(run).rows()).hasSize((int) filled);
    assertThat(filled).isLessThan(4 * 10);
    assertThat(RunTables.bins(run).rows()).last().asString().contains("90–100");
  }

  @Test
  void theBestEpochIsMarkedInBothWays() {
    Table epochs = RunTables.epochs(run);

    assertThat(epochs.marked()).isEqualTo(7);
    assertThat(epochs.rows()).filteredOn(row -> row.contains("best")).hasSize(1);
    assertThat(epochs.rows().get(7)).startsWith("train", "8").endsWith("best");
  }

  @Test
  void anExitHasNoWeightForItself() {
    Table weights = RunTables.lastWeights(run);

    assertThat(weights.head())
        .containsExactly("exit", "CE", "from 1", "from 2", "from 3", "from 4");
    assertThat(weights.caption()).isEqualTo("Weights after step 1680");
    assertThat(weights.rows().get(1).get(3)).isEmpty();
    assertThat(weights.rows().get(1)).filteredOn(String::isEmpty).hasSize(1);
  }

  @Test
  void whatItTakesToRepeatARunEndsWithItsOwnSettings() {
    assertThat(RunTables.settings(run).rows())
        .contains(List.of("preset", "leebert"), List.of("rows held out", "600"))
        .endsWith(List.of("batchSize", "32"));
  }
}
