package io.leebert.trainer.exits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hand-worked rows: each exit's distribution is written down, the place of leaving is counted. */
class ExitRuleTest {

  private static final List<Boolean> ALL_VOTE = Collections.nCopies(4, true);

  @Test
  void patienceZeroLeavesAtTheFirstExit() {
    assertThat(ExitRule.ofPatience(0, ALL_VOTE).decide(classes(1, 0, 0, 0)))
        .isEqualTo(new ExitDecision(1, 1));
  }

  @Test
  void patienceOneLeavesAtTheFirstAgreementOfTwoExits() {
    assertThat(ExitRule.ofPatience(1, ALL_VOTE).decide(classes(1, 0, 0, 1)))
        .isEqualTo(new ExitDecision(3, 0));
  }

  @Test
  void aDisagreementStartsTheCountAnew() {
    assertThat(ExitRule.ofPatience(2, ALL_VOTE).decide(classes(0, 0, 1, 1)))
        .isEqualTo(new ExitDecision(4, 1));
    assertThat(ExitRule.ofPatience(2, ALL_VOTE).decide(classes(2, 2, 2, 0)))
        .isEqualTo(new ExitDecision(3, 2));
  }

  @Test
  void aRowThatNeverSettlesLeavesAtTheLastExit() {
    assertThat(ExitRule.ofPatience(1, ALL_VOTE).decide(classes(0, 1, 0, 2)))
        .isEqualTo(new ExitDecision(4, 2));
  }

  @Test
  void aPatienceOfTheNumberOfExitsOrMoreLeavesAtTheLastExit() {
    for (int patience : new int[] {4, 5, Integer.MAX_VALUE}) {
      assertThat(ExitRule.ofPatience(patience, ALL_VOTE).decide(classes(1, 1, 1, 1)))
          .isEqualTo(new ExitDecision(4, 1));
    }
  }

  @Test
  void ofEqualProbabilitiesTheLowestClassCounts() {
    float[][] ties = {{.2f, .4f, .4f}, {.4f, .4f, .2f}, {.1f, .45f, .45f}, {.1f, .45f, .45f}};

    assertThat(ExitRule.ofPatience(0, ALL_VOTE).decide(ties)).isEqualTo(new ExitDecision(1, 1));
    assertThat(ExitRule.ofPatience(1, ALL_VOTE).decide(ties)).isEqualTo(new ExitDecision(4, 1));
  }

  @Test
  void anExitWithoutAVoteIsPassedOver() {
    List<Boolean> votes = List.of(false, true, false, true);

    assertThat(ExitRule.ofPatience(0, votes).decide(classes(0, 1, 2, 0)))
        .isEqualTo(new ExitDecision(2, 1));
    assertThat(ExitRule.ofPatience(1, List.of(true, false, true, true)).decide(classes(1, 0, 1, 0)))
        .as("exit 2 neither breaks the agreement of exits 1 and 3 nor adds to it")
        .isEqualTo(new ExitDecision(3, 1));
    assertThat(
            new ExitRule(9, .3f, 9f, List.of(false, false, false, true))
                .decide(classes(0, 0, 0, 2)))
        .as("neither confidence nor entropy lets a row leave there")
        .isEqualTo(new ExitDecision(4, 2));
  }

  @Test
  void aConfidentExitIsLeftWhateverTheCounter() {
    float[][] growing = {{.5f, .5f}, {.3f, .7f}, {.25f, .75f}, {.9f, .1f}};

    assertThat(new ExitRule(9, .7f, ExitRule.ENTROPY_OFF, ALL_VOTE).decide(growing))
        .isEqualTo(new ExitDecision(2, 1));
    assertThat(new ExitRule(9, .71f, ExitRule.ENTROPY_OFF, ALL_VOTE).decide(growing))
        .isEqualTo(new ExitDecision(3, 1));
  }

  @Test
  void anExitOfLowEntropyIsLeftWhateverTheCounter() {
    float[][] sharpening = {{.5f, .5f}, {.25f, .75f}, {1f, 0f}, {.5f, .5f}};

    // Entropies: log 2 = 0.6931, 0.5623, 0.
    assertThat(new ExitRule(9, ExitRule.CONFIDENCE_OFF, .5624f, ALL_VOTE).decide(sharpening))
        .isEqualTo(new ExitDecision(2, 1));
    assertThat(new ExitRule(9, ExitRule.CONFIDENCE_OFF, .5622f, ALL_VOTE).decide(sharpening))
        .isEqualTo(new ExitDecision(3, 0));
    assertThat(new ExitRule(9, ExitRule.CONFIDENCE_OFF, 0f, ALL_VOTE).decide(sharpening))
        .isEqualTo(new ExitDecision(3, 0));
  }

  @Test
  void theNamedOffValuesLetNoRowLeaveEarly() {
    float[][] certain = {{1f, 0f}, {0f, 1f}, {1f, 0f}, {0f, 1f}};

    assertThat(
            new ExitRule(4, ExitRule.CONFIDENCE_OFF, ExitRule.ENTROPY_OFF, ALL_VOTE)
                .decide(certain))
        .isEqualTo(new ExitDecision(4, 1));
  }

  @Test
  void rulesThatCannotWorkAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExitRule.ofPatience(-1, ALL_VOTE))
        .withMessageContaining("patience")
        .withMessageContaining("-1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExitRule.ofPatience(1, List.of(true, false)))
        .withMessageContaining("last exit");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ExitRule(1, Float.NaN, -1, ALL_VOTE))
        .withMessageContaining("NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExitRule.ofPatience(1, ALL_VOTE).decide(classes(0, 1)))
        .withMessageContaining("4 exits, found 2");
  }

  /** Distributions over three classes whose largest are the given ones. */
  private static float[][] classes(int... largest) {
    float[][] probabilities = new float[largest.length][];
    for (int exit = 0; exit < largest.length; exit++) {
      probabilities[exit] = new float[] {.3f, .3f, .3f};
      probabilities[exit][largest[exit]] = .4f;
    }
    return probabilities;
  }
}
