package io.leebert.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.trainer.search.Candidate;
import io.leebert.trainer.search.Trial;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrialTableTest {

  private static final Trial GOOD =
      new Trial(new Candidate(1e-4, 1e-3, 32, 4), List.of(0.8, 0.9), 12.4);
  private static final Trial DIVERGED = new Trial(new Candidate(0.5, 1e-3, 32, 4), List.of(), 0.5);

  @Test
  void aTrialIsItsScoreInPercentAndItsSettingsAsOptions() {
    assertThat(TrialTable.line(GOOD))
        .isEqualTo(
            "85.00 +- 7.07  (--learning-rate 1.0E-4 --weight-learning-rate 0.001 --batch-size 32"
                + " --cycle 4, 12 s)");
  }

  @Test
  void oneThatDivergedHasNoScore() {
    assertThat(TrialTable.line(DIVERGED)).startsWith("diverged  (--learning-rate 0.5 ");
  }

  @Test
  void theTableEndsWithTheOptionsOfTheBest() {
    assertThat(TrialTable.of(List.of(GOOD, DIVERGED), "matthews", 2).lines())
        .containsExactly(
            "matthews, average of all exits, mean +- deviation of 2 folds",
            "  score  deviation  learning rate  weights' rate  batch  cycle",
            "  85.00       7.07         1.0E-4          0.001     32      4",
            "      -   diverged            0.5          0.001     32      4",
            "best: " + GOOD.candidate().asOptions());
  }
}
