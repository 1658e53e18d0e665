package io.leebert.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leebert.trainer.evaluate.Metric;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExitScoresTest {

  private static final int[] GOLD = {0, 0, 0, 1};

  @Test
  void anExitThatBeatsTheCommonestClassVotesAndOthersDoNot() {
    ExitScores scores =
        scores(new int[] {0, 0, 0, 0}, new int[] {0, 0, 0, 1}, new int[] {0, 0, 1, 1});

    assertThat(scores.majorityScore()).isEqualTo(0.75);
    assertThat(scores.accuracies()).containsExactly(0.75, 1.0, 0.75);
    // The third is no better than a constant, but the last exit takes what is left.
    assertThat(scores.votes()).containsExactly(false, true, true);
    assertThat(EpochTable.votes(scores.votes())).isEqualTo("    no   yes   yes");
    assertThat(EpochTable.silentExits(scores)).endsWith("commonest class (75.0): 1");
  }

  @Test
  void anExitThatSaysTheSameForEveryRowIsNamed() {
    ExitScores scores =
        scores(new int[] {1, 1, 1, 1}, new int[] {0, 0, 0, 1}, new int[] {0, 0, 0, 0});

    assertThat(scores.constantExits()).containsExactly(1, 3);
    assertThat(EpochTable.warning(scores))
        .contains("WARNING: exit 1 predicts ONE CLASS ONLY")
        .contains("WARNING: exit 3 predicts ONE CLASS ONLY");
  }

  @Test
  void heldOutRowsOfOneClassMakeNoExitSuspicious() {
    float[][][] rows = {{{0.9f, 0.1f}}, {{0.8f, 0.2f}}};

    assertThat(ExitScores.of(rows, new int[] {0, 0}, Metric.ACCURACY).constantExits()).isEmpty();
  }

  @Test
  void theModelsScoreIsTheAverageOfTheExits() {
    ExitScores scores = scores(new int[] {0, 0, 0, 0}, new int[] {0, 0, 0, 1});

    assertThat(scores.average()).isCloseTo((0.75 + 1) / 2, within(1e-12));
    assertThat(
            EpochTable.warning(
                new ExitScores(List.of(1.0), List.of(1.0), 0.5, List.of(), List.of(true), true)))
        .isEmpty();
  }

  private static ExitScores scores(int[]... predictedPerExit) {
    float[][][] rows = new float[GOLD.length][predictedPerExit.length][2];
    for (int row = 0; row < GOLD.length; row++) {
      for (int exit = 0; exit < predictedPerExit.length; exit++) {
        rows[row][exit][predictedPerExit[exit][row]] = 1;
      }
    }
    return ExitScores.of(rows, GOLD, Metric.ACCURACY);
  }
}
