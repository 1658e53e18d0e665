package io.leebert.trainer.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AdamTest {

  @Test
  void theFirstStepIsTheLearningRateAgainstTheSign() {
    double[] values = {1, 1, 1};

    new Adam(0.1, 3).descend(values, new double[] {5, -0.01, 0});

    assertThat(values).containsExactly(new double[] {0.9, 1.1, 1}, within(1e-6));
  }

  @Test
  void theSecondStepIsWhatTheFormulasGive() {
    double[] values = {0};
    Adam adam = new Adam(0.1, 1);

    adam.descend(values, new double[] {1});
    adam.descend(values, new double[] {3});

    double first = (0.9 * 0.1 + 0.1 * 3) / (1 - 0.81);
    double second = (0.999 * 0.001 + 0.001 * 9) / (1 - 0.999 * 0.999);
    assertThat(values[0]).isCloseTo(-0.1 - 0.1 * first / Math.sqrt(second), within(1e-7));
  }

  @Test
  void itFindsTheMinimumOfABowl() {
    double[] values = {4, -3};
    Adam adam = new Adam(0.05, 2);

    for (int i = 0; i < 2000; i++) {
      adam.descend(values, new double[] {2 * (values[0] - 1), 20 * (values[1] - 2)});
    }

    assertThat(values).containsExactly(new double[] {1, 2}, within(1e-3));
  }

  @Test
  void aNegativeLearningRateIsRefused() {
    assertThatThrownBy(() -> new Adam(-1, 1)).hasMessageContaining("must not be negative");
  }
}
