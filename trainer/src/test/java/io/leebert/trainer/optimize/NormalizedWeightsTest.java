package io.leebert.trainer.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leebert.trainer.objective.Teachers;
import io.leebert.trainer.objective.TermGrid;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NormalizedWeightsTest {

  private static final TermGrid TERMS =
      TermGrid.of(new double[][] {{2, 0, 0.1, 0.4}, {1, 0.2, 0, 0.3}, {0.5, 0.1, 0.6, 0}});

  @ParameterizedTest
  @EnumSource(Teachers.class)
  void thirtyStepsAreAdamAlongTheNumericalSlopeOfTheLoss(Teachers teachers) {
    NormalizedWeights weights = new NormalizedWeights(teachers, 3, 0.02);
    Random random = new Random(4);
    double[][] logits = new double[3][4];
    Adam[] adams = {new Adam(0.02, 4), new Adam(0.02, 4), new Adam(0.02, 4)};

    for (int step = 0; step < 30; step++) {
      double[][] terms = new double[3][4];
      for (int exit = 1; exit <= 3; exit++) {
        for (int i = 0; i < 4; i++) {
          boolean there = i == 0 || teachers.teaches(i, exit, 3);
          terms[exit - 1][i] = there ? random.nextDouble() : 0;
        }
        adams[exit - 1].descend(
            logits[exit - 1], slopes(teachers, exit, logits[exit - 1], terms[exit - 1]));
      }
      weights.descend(TermGrid.of(terms));
    }

    for (int exit = 1; exit <= 3; exit++) {
      assertThat(weights.values().row(exit))
          .containsExactly(mixture(teachers, exit, logits[exit - 1]), within(1e-5));
    }
  }

  /** d loss / d logits of one exit, by central differences. */
  private static double[] slopes(Teachers teachers, int exit, double[] logits, double[] terms) {
    double[] slopes = new double[logits.length];
    for (int i = 0; i < logits.length; i++) {
      double[] up = logits.clone();
      double[] down = logits.clone();
      up[i] += 1e-6;
      down[i] -= 1e-6;
      slopes[i] =
          (dot(mixture(teachers, exit, up), terms) - dot(mixture(teachers, exit, down), terms))
              / 2e-6;
    }
    return slopes;
  }

  /** A softmax over the terms there are, times their number. */
  private static double[] mixture(Teachers teachers, int exit, double[] logits) {
    double[] weights = new double[logits.length];
    double sum = 0;
    int count = 0;
    for (int i = 0; i < logits.length; i++) {
      if (i == 0 || teachers.teaches(i, exit, 3)) {
        weights[i] = Math.exp(logits[i]);
        sum += weights[i];
        count++;
      }
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= count / sum;
    }
    return weights;
  }

  private static double dot(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }

  @Test
  void theySumUpAndStayFiniteHoweverFarTheyAreDriven() {
    NormalizedWeights weights = new NormalizedWeights(Teachers.ALL, 3, 1);

    for (int i = 0; i < 3000; i++) {
      weights.descend(TERMS);
    }

    for (int exit = 1; exit <= 3; exit++) {
      assertThat(Arrays.stream(weights.values().row(exit)).boxed())
          .allSatisfy(w -> assertThat(w).isBetween(0.0, 3.0));
      assertThat(Arrays.stream(weights.values().row(exit)).sum()).isCloseTo(3, within(1e-9));
    }
  }

  @Test
  void anExitThatOnlyHasItsClassificationKeepsItsWeight() {
    NormalizedWeights none = new NormalizedWeights(Teachers.NONE, 3, 0.1);
    NormalizedWeights last = new NormalizedWeights(Teachers.LAST, 3, 0.1);

    for (int i = 0; i < 10; i++) {
      none.descend(TermGrid.of(new double[][] {{2, 0, 0, 0}, {1, 0, 0, 0}, {3, 0, 0, 0}}));
      last.descend(TermGrid.of(new double[][] {{2, 0, 0, 1}, {1, 0, 0, 1}, {3, 0, 0, 0}}));
    }

    assertThat(none.values().flat())
        .containsExactly(TermGrid.uniform(Teachers.NONE, 3).flat(), within(1e-12));
    assertThat(last.values().get(3, 0)).isCloseTo(1, within(1e-12));
    assertThat(last.values().get(1, 0)).isLessThan(0.9);
  }

  @Test
  void exitsDoNotInfluenceEachOther() {
    NormalizedWeights weights = new NormalizedWeights(Teachers.ALL, 3, 0.1);

    weights.descend(TermGrid.of(new double[][] {{1, 0, 1, 1}, {9, 1, 0, 1}, {1, 1, 1, 0}}));

    assertThat(weights.values().row(1)).containsExactly(new double[] {1, 0, 1, 1}, within(1e-6));
    assertThat(weights.values().get(2, 0)).isLessThan(1);
    assertThat(weights.values().row(3)).containsExactly(new double[] {1, 1, 1, 0}, within(1e-6));
  }

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
