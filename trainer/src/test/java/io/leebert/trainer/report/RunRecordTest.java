package io.leebert.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RunRecordTest {

  @Test
  void nobodyChangesARecordThroughItsArrays() {
    RunRecord record = RunFixture.run().build();

    record.confusion()[0][0] = -1;
    record.weights().get(0).weights()[0][0] = -1;

    assertThat(record.confusion()[0][0]).isNotEqualTo(-1);
    assertThat(record.weights().get(0).weights()[0][0]).isNotEqualTo(-1);
  }

  @Test
  void theSpeedUpCountsTheWholeBackbonesLayers() {
    assertThat(new TradeOff(4, 0.9, 0.9, 6.0).speedUp(12)).isEqualTo(2.0);
  }

  @Test
  void theServedRulesTradeOffIsTheOneServedBy() {
    RunRecord byPatience = RunFixture.run().build();
    RunRecord byConfidence = RunFixture.run().served(RunRecord.CONFIDENCE, 0.9).build();
    RunRecord byEntropy = RunFixture.run().served(RunRecord.ENTROPY, 0.3).build();

    assertThat(byPatience.servedRule()).isEqualTo(byPatience.patience());
    assertThat(byConfidence.servedRule()).isEqualTo(byConfidence.confidence());
    assertThat(byEntropy.servedRule()).isEqualTo(byEntropy.entropy());
  }

  @Test
  void theAverageOverExitsIsTheMeanOfTheirScores() {
    RunRecord record = RunFixture.run().layers(3).exits(1, 3).build();

    assertThat(record.averageOverExits())
        .isCloseTo(
            (record.exits().get(0).score() + record.exits().get(1).score()) / 2, within(1e-12));
  }

  @Test
  void exitsBeyondTheBackboneAreRefused() {
    assertThatThrownBy(() -> RunFixture.run().layers(3).exits(1, 4).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("exit 4 after 1, expected ascending layers from 1 to 3");
  }

  @Test
  void exitsOutOfOrderAreRefused() {
    assertThatThrownBy(() -> RunFixture.run().exits(5, 2).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("exit 2 after 5");
  }

  @Test
  void weightsOfAnotherShapeAreRefused() {
    WeightsPoint wrong = new WeightsPoint(7, new double[][] {{1, 1}});

    assertThatThrownBy(() -> RunFixture.run().exits(6, 12).weights(wrong).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("weights of step 7 have 1 rows, expected one per exit, 2");
  }

  @Test
  void aConfusionMatrixOfOtherClassesIsRefused() {
    RunRecord two = RunFixture.run().labels(List.of("no", "yes")).build();

    assertThatThrownBy(() -> RunFixture.run().confusion(two.confusion()).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("6 rows of 6 counts");
  }

  @Test
  void weightsWithARowOfAnotherLengthAreRefused() {
    WeightsPoint wrong = new WeightsPoint(7, new double[][] {{1, 1, 1}, {1, 1}});

    assertThatThrownBy(() -> RunFixture.run().exits(6, 12).weights(wrong).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("weights of step 7 have a row of 2 columns, expected 3");
  }

  @Test
  void aRuleThatNobodyServesByIsRefused() {
    assertThatThrownBy(() -> RunFixture.run().served("luck", 0.5).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("servedBy is 'luck', expected patience, confidence or entropy");
  }

  @Test
  void aRunWithoutExitsOrClassesOrOfAnotherFormatIsRefused() {
    RunRecord run = RunFixture.run().bare().build();

    assertThatThrownBy(() -> checked(1 + RunRecord.FORMAT_VERSION, run.labels(), run.exits()))
        .hasMessage(
            "formatVersion is "
                + (1 + RunRecord.FORMAT_VERSION)
                + ", expected "
                + RunRecord.FORMAT_VERSION);
    assertThatThrownBy(() -> checked(RunRecord.FORMAT_VERSION, List.of(), run.exits()))
        .hasMessage("labels is empty, expected the names of the classes");
    assertThatThrownBy(() -> checked(RunRecord.FORMAT_VERSION, run.labels(), List.of()))
        .hasMessage("exits is empty, expected at least one exit");
  }

  private static void checked(int formatVersion, List<String> labels, List<ExitPoint> exits) {
    RunChecks.check(formatVersion, 12, labels, exits, List.of(), RunRecord.PATIENCE, new int[0][0]);
  }
}
