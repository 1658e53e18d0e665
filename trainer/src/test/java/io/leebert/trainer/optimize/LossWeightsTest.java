package io.leebert.trainer.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leebert.trainer.objective.Teachers;
import io.leebert.trainer.objective.TermGrid;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Raw weights, and what both forms of weights promise a checkpoint. */
class LossWeightsTest {

  private static final int EXITS = 3;

  @ParameterizedTest
  @EnumSource(Teachers.class)
  void rawWeightsStartAtOneWhereThereIsATerm(Teachers teachers) {
    assertThat(new RawWeights(teachers, EXITS, 0.1).values().flat())
        .isEqualTo(TermGrid.uniform(teachers, EXITS).flat());
  }

  @Test
  void twoStepsOfRawWeightsAreAdamsByHand() {
    RawWeights weights = new RawWeights(Teachers.LAST, 2, 0.1);

    weights.descend(TermGrid.of(new double[][] {{1, 0, 5}, {2, 0, 0}}));
    // Adam's first step is the learning rate against the sign.
    assertThat(weights.values().flat())
        .containsExactly(new double[] {0.9, 0, 0.9, 0.9, 0, 0}, within(1e-7));

    weights.descend(TermGrid.of(new double[][] {{3, 0, -5}, {2, 0, 0}}));
    // Moments of 1, 3: m = (0.9 * 0.1 + 0.1 * 3) / 0.19, v = (0.999 * 0.001 + 0.001 * 9) /
    // 0.001999.
    assertThat(weights.values().get(1, 0))
        .isCloseTo(0.9 - 0.1 * (0.39 / 0.19) / Math.sqrt(0.009999 / 0.001999), within(1e-7));
    // Of 5, -5: m = (0.9 * 0.5 - 0.5) / 0.19, v = 25.
    assertThat(weights.values().get(1, 2)).isCloseTo(0.9 + 0.1 * (0.05 / 0.19) / 5, within(1e-7));
    // The same slope again is the same step again.
    assertThat(weights.values().get(2, 0)).isCloseTo(0.8, within(1e-7));
    assertThat(weights.values().get(2, 1)).as("nobody teaches exit 2").isZero();
  }

  @Test
  void rawWeightsStopAtZeroAndComeBackFromThere() {
    RawWeights weights = new RawWeights(Teachers.ALL, EXITS, 0.3);
    TermGrid terms = TermGrid.uniform(Teachers.ALL, EXITS);

    for (int i = 0; i < 10; i++) {
      weights.descend(terms);
    }
    assertThat(weights.values().flat()).containsOnly(0.0);

    for (int i = 0; i < 20; i++) {
      weights.descend(terms.times(-1));
    }
    assertThat(weights.values().get(1, 0)).isPositive();
    assertThat(weights.values().get(2, 2)).isZero();
  }

  @ParameterizedTest
  @EnumSource(WeightForm.class)
  void termsThatAreNotThereNeverGetAWeight(WeightForm form) {
    LossWeights weights = weights(form, Teachers.LATER);

    for (int i = 0; i < 20; i++) {
      // Slopes also where there is no term.
      weights.descend(terms(i, Teachers.ALL).times(i % 2 == 0 ? 1 : -1));
    }

    for (int exit = 1; exit <= EXITS; exit++) {
      for (int teacher = 1; teacher <= exit; teacher++) {
        assertThat(weights.values().get(exit, teacher)).isZero();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(WeightForm.class)
  void restoredWeightsGoOnAsThoseThatWereNotInterrupted(WeightForm form) {
    LossWeights whole = weights(form, Teachers.ALL);
    LossWeights first = weights(form, Teachers.ALL);
    for (int i = 0; i < 7; i++) {
      whole.descend(terms(i, Teachers.ALL));
      first.descend(terms(i, Teachers.ALL));
    }
    double[] state = first.state();
    first.descend(terms(99, Teachers.ALL));

    LossWeights second = weights(form, Teachers.ALL);
    second.restore(state);

    assertThat(second.values().flat()).isEqualTo(whole.values().flat());
    assertThat(second.state()).isEqualTo(whole.state());
    for (int i = 7; i < 20; i++) {
      whole.descend(terms(i, Teachers.ALL));
      second.descend(terms(i, Teachers.ALL));
      assertThat(second.values().flat()).as("step %d", i).isEqualTo(whole.values().flat());
    }
  }

  @ParameterizedTest
  @EnumSource(WeightForm.class)
  void aStateOfAnotherNumberOfExitsIsRefused(WeightForm form) {
    double[] shorter = weights(form, Teachers.ALL).state();
    LossWeights four =
        form == WeightForm.RAW
            ? new RawWeights(Teachers.ALL, 4, 0.05)
            : new NormalizedWeights(Teachers.ALL, 4, 0.05);

    assertThatThrownBy(() -> four.restore(shorter)).isInstanceOf(RuntimeException.class);
  }

  private static LossWeights weights(WeightForm form, Teachers teachers) {
    return form == WeightForm.RAW
        ? new RawWeights(teachers, EXITS, 0.05)
        : new NormalizedWeights(teachers, EXITS, 0.05);
  }

  /** Random values of all terms of a step. */
  private static TermGrid terms(int step, Teachers teachers) {
    Random random = new Random(step);
    double[][] values = TermGrid.uniform(teachers, EXITS).toArray();
    for (double[] row : values) {
      for (int i = 0; i < row.length; i++) {
        row[i] *= random.nextDouble();
      }
    }
    return TermGrid.of(values);
  }
}
