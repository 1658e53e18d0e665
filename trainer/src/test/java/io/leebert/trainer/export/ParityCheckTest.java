package io.leebert.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import io.leebert.trainer.backbone.Activation;
import io.leebert.trainer.backbone.Pooling;
import io.leebert.trainer.data.TokenizedRow;
import io.leebert.trainer.evaluate.GraphRunner;
import io.leebert.trainer.exits.ExitRule;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No graph leaves the trainer that does not answer as the network that was trained. */
class ParityCheckTest {
  private static final int ROWS = 40;

  private final RandomNetwork random = RandomNetwork.of(Pooling.MEAN, Activation.GELU);
  private final List<Boolean> votes = random.network().votes();
  private final List<TokenizedRow> rows = RandomNetwork.rows(ROWS);
  private final float[][][] probabilities = new float[ROWS][][];
  private GraphRunner graph;

  @BeforeEach
  void askTheNetworkItself() throws OrtException {
    for (int row = 0; row < ROWS; row++) {
      probabilities[row] = random.probabilities(rows.get(row));
    }
    graph = GraphRunner.open(MultiExitGraph.of(random.network()).toByteArray(), 1);
  }

  @AfterEach
  void close() throws OrtException {
    graph.close();
  }

  private double check(ExitRule served) throws OrtException {
    return new ParityCheck(new HeldOut(rows, probabilities), votes, served).check(graph);
  }

  private double check() throws OrtException {
    return check(ExitRule.ofPatience(1, votes));
  }

  @Test
  void theExportedGraphDiffersByRoundingOnly() throws OrtException {
    assertThat(check()).isBetween(0.0, ParityCheck.TOLERANCE);
    assertThat(check(new ExitRule(RandomNetwork.LAYERS, 0.5f, ExitRule.ENTROPY_OFF, votes)))
        .isBetween(0.0, ParityCheck.TOLERANCE);
  }

  @Test
  void anotherClassIsNamedByRowAndRule() {
    for (float[] exit : probabilities[7]) {
      int best = ExitRule.mostProbable(exit);
      exit[best] = 0;
      exit[(best + 1) % exit.length] = 1;
    }

    assertThatThrownBy(this::check)
        .isInstanceOf(ExportException.class)
        .hasMessageStartingWith(
            "the exported graph differs from the trained network at held-out row 7, patience 0:"
                + " expected exit layer and class ");
  }

  @Test
  void probabilitiesThatDifferAreNotExcusedByTheSameDecision() {
    int best = ExitRule.mostProbable(probabilities[3][0]);
    for (float[] exit : probabilities[3]) {
      exit[ExitRule.mostProbable(exit)] += 0.01f;
    }

    assertThat(ExitRule.mostProbable(probabilities[3][0])).isEqualTo(best);
    assertThatThrownBy(this::check)
        .isInstanceOf(ExportException.class)
        .hasMessageContainingAll(
            "held-out row 3, patience 0", "probabilities within 1.0E-4", "a difference of 0.010");
  }

  @Test
  void whatIsNoNumberIsADifference() {
    int best = ExitRule.mostProbable(probabilities[5][0]);
    probabilities[5][0][(best + 1) % RandomNetwork.CLASSES] = Float.NaN;

    assertThatThrownBy(this::check)
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("held-out row 5, patience 0");
  }

  @Test
  void aDepthThatOnlyFullPatienceReachesIsCheckedToo() {
    float[] last = probabilities[11][RandomNetwork.LAYERS - 1];
    last[ExitRule.mostProbable(last)] += 0.01f;

    assertThatThrownBy(this::check)
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("held-out row 11, patience ");
  }
}
