package io.leebert.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.event.ExitRuleSettings;
import io.leebert.trainer.evaluate.GraphAnswer;
import io.leebert.trainer.evaluate.GraphRunner;
import io.leebert.trainer.exits.ExitRule;
import io.leebert.trainer.report.RunFolder;
import io.leebert.trainer.report.RunRecord;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By what a bundle is served: patience, confidence or entropy, in manifest, graph and report. */
class ServedRuleTest {

  private static final String[] OPTIONS = {
    "--epochs=4", "--learning-rate=1e-3", "--speed-up=1.5", "--earned-votes=false"
  };

  private final TrainRun run;
  private final Path folder;

  ServedRuleTest(@TempDir Path folder) {
    this.run = new TrainRun(folder);
    this.folder = folder.resolve("models-mails-run");
  }

  @ParameterizedTest
  @ValueSource(strings = {"confidence", "entropy"})
  void aThresholdIsWrittenDownAndRowsOfTheGraphLeaveByIt(String criterion) throws Exception {
    assertThat(run.train(with("--exit-by=" + criterion))).as(run.err.toString()).isZero();

    ExitRuleSettings served = run.manifest().getExitRule();
    boolean confidence = criterion.equals("confidence");
    assertThat(served.getPatience()).as("patience is off").isEqualTo(TrainRun.LAYERS);
    if (confidence) {
      assertThat(served.getMinConfidence()).isBetween(1 / 3f, 1f);
      assertThat(served.getMaxEntropy()).isEqualTo(ExitRule.ENTROPY_OFF);
    } else {
      assertThat(served.getMaxEntropy()).isBetween(0f, (float) Math.log(3));
      assertThat(served.getMinConfidence()).isEqualTo(ExitRule.CONFIDENCE_OFF);
    }
    RunRecord record = RunFolder.read(folder);
    assertThat(record.servedBy()).isEqualTo(criterion);
    assertThat(record.servedAt())
        .isCloseTo(confidence ? served.getMinConfidence() : served.getMaxEntropy(), within(1e-6));
    assertThat(run.out.toString()).contains("served by " + criterion);
    assertGraphLeavesBy(
        new ExitRule(
            served.getPatience(),
            served.getMinConfidence(),
            served.getMaxEntropy(),
            run.manifest().getVotes()));
  }

  @Test
  void patienceIsServedAsItIsGiven() {
    assertThat(run.train(with("--patience=2"))).isZero();

    ExitRuleSettings served = run.manifest().getExitRule();
    assertThat(served.getPatience()).isEqualTo(2);
    assertThat(served.getMinConfidence()).isEqualTo(ExitRule.CONFIDENCE_OFF);
    assertThat(served.getMaxEntropy()).isEqualTo(ExitRule.ENTROPY_OFF);
    assertThat(RunFolder.read(folder).servedBy()).isEqualTo("patience");
    assertThat(RunFolder.read(folder).servedAt()).isEqualTo(2);
  }

  @Test
  void aHigherSpeedUpIsServedByALowerThreshold() {
    assertThat(run.train(with("--exit-by=confidence"))).isZero();
    float slow = run.manifest().getExitRule().getMinConfidence();
    Path other = run.folder.resolve("fast");

    assertThat(
            run.train(
                "--epochs=4",
                "--learning-rate=1e-3",
                "--earned-votes=false",
                "--exit-by=confidence",
                "--speed-up=2.9",
                "--out=" + other))
        .isZero();

    try (ModelBundle fast = ModelBundle.read(other)) {
      assertThat(fast.manifest().getExitRule().getMinConfidence()).isLessThan(slow);
    }
  }

  /** Every row with the answers of all exits, one after the other, and then as it is served. */
  private void assertGraphLeavesBy(ExitRule rule) throws Exception {
    try (ModelBundle bundle = ModelBundle.read(run.bundle);
        GraphRunner graph = GraphRunner.open(bundle.model(), 1)) {
      List<GraphAnswer> last =
          graph.run(TrainRun.rows(), ExitRule.ofPatience(TrainRun.LAYERS, rule.votes()));
      List<GraphAnswer> first = graph.run(TrainRun.rows(), ExitRule.ofPatience(0, rule.votes()));
      List<GraphAnswer> served = graph.run(TrainRun.rows(), rule);
      assertThat(served).extracting(GraphAnswer::exitLayer).contains(1);
      for (int row = 0; row < served.size(); row++) {
        GraphAnswer answer = served.get(row);
        boolean leaves = sure(rule, first.get(row).probabilities());
        assertThat(answer.exitLayer() == 1).as("row %d", row).isEqualTo(leaves);
        if (answer.exitLayer() < TrainRun.LAYERS) {
          assertThat(sure(rule, answer.probabilities())).as("row %d", row).isTrue();
        } else {
          assertThat(answer.probabilities())
              .containsExactly(last.get(row).probabilities(), within(1e-5f));
        }
      }
    }
  }

  private static boolean sure(ExitRule rule, float[] probabilities) {
    return probabilities[ExitRule.mostProbable(probabilities)] >= rule.minConfidence()
        || ExitRule.entropy(probabilities) <= rule.maxEntropy();
  }

  private static String[] with(String option) {
    String[] all = Arrays.copyOf(OPTIONS, OPTIONS.length + 1);
    all[OPTIONS.length] = option;
    return all;
  }
}
