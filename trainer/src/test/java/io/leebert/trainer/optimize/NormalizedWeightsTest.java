package io.leebert.trainer.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leebert.trainer.objective.Teachers;
import io.leebert.trainer.objective.TermGrid;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NormalizedWeightsTest {

  private static final TermGrid TERMS =
      TermGrid.of(new double[][] {{2, 0, 0.1, 0.4}, {1, 0.2, 0, 0.3}, {0.5, 0.1, 0.6, 0}});

  @ParameterizedTest
  @EnumSource(Teachers.class)
  void theyStartAsUniformLeeBert(Teachers teachers) {
    NormalizedWeights weights = new NormalizedWeights(teachers, 3, 0.1);

    assertThat(weights.values().flat())
        .containsExactly(TermGrid.uniform(teachers, 3).flat(), within(1e-12));
  }

  @Test
  void thoseOfAnExitAlwaysSumToTheNumberOfItsTermsAndStayPositive() {
    NormalizedWeights weights = new NormalizedWeights(Teachers.ALL, 3, 0.1);

    for (int i = 0; i < 200; i++) {
      weights.descend(TERMS);
    }

    for (int exit = 1; exit <= 3; exit++) {
      assertThat(Arrays.stream(weights.values().row(exit)).sum()).isCloseTo(3, within(1e-9));
      assertThat(weights.values().get(exit, exit)).isZero();
      assertThat(weights.values().get(exit, 0)).isPositive();
    }
  }

  @Test
  void weightMovesFromLargeTermsToSmallOnes() {
    NormalizedWeights weights = new NormalizedWeights(Teachers.ALL, 3, 0.05);

    weights.descend(TERMS);

    assertThat(weights.values().get(1, 0)).isLessThan(1);
    assertThat(weights.values().get(1, 2)).isGreaterThan(1);
  }

  @Test
  void theFirstStepFollowsTheSlopeOfTheLossThroughTheSoftmax() {
    // Adam's first step is the learning rate against the sign of the gradient, here of
    // d loss / d logit_i = w_i (term_i - mean): negative for every term below the mean.
    NormalizedWeights weights = new NormalizedWeights(Teachers.ALL, 3, 0.05);

    weights.descend(TERMS);

    double[] logits = {-0.05, 0.05, 0.05}; // exit 1: terms 2, 0.1, 0.4 around a mean of 0.83
    double sum = Arrays.stream(logits).map(Math::exp).sum();
    assertThat(weights.values().get(1, 0)).isCloseTo(3 * Math.exp(-0.05) / sum, within(1e-6));
    assertThat(weights.values().get(1, 2)).isCloseTo(3 * Math.exp(0.05) / sum, within(1e-6));
    assertThat(weights.values().get(1, 3)).isCloseTo(3 * Math.exp(0.05) / sum, within(1e-6));
  }

  @Test
  void aLearningRateOfZeroKeepsThemUniform() {
    NormalizedWeights weights = new NormalizedWeights(Teachers.LATER, 3, 0);

    weights.descend(TERMS);

    assertThat(weights.values().flat())
        .containsExactly(TermGrid.uniform(Teachers.LATER, 3).flat(), within(1e-12));
  }
}
