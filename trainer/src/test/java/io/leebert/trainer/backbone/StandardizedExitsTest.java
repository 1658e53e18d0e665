package io.leebert.trainer.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leebert.trainer.backbone.StandardizedExits.Statistics;
import java.util.List;
import java.util.Random;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class StandardizedExitsTest {

  private static final int ROWS = 6;
  private static final int HIDDEN = 5;
  private static final int CLASSES = 3;

  private final Random random = new Random(4);
  private final StandardizedExits exits = new StandardizedExits(2, HIDDEN, CLASSES, random);

  @Test
  void foldedExitsGiveTheSameLogitsAsRunningStatistics() {
    float[] low = state(3, 0.1f);
    float[] high = state(-1, 2);
    for (int i = 0; i < 20; i++) {
      exits.forward(List.of(tensor(low), tensor(high)), Statistics.BATCH_AND_LEARN);
    }

    float[] logits = logits(low, high, Statistics.RUNNING);

    List<LinearExit> folded = exits.folded();
    for (int row = 0; row < ROWS; row++) {
      for (int k = 0; k < CLASSES; k++) {
        assertThat(logits[row * CLASSES + k])
            .isCloseTo(dot(folded.get(0), low, row, k), within(1e-4f));
        assertThat(logits[(ROWS + row) * CLASSES + k])
            .isCloseTo(dot(folded.get(1), high, row, k), within(1e-4f));
      }
    }
  }

  @Test
  void batchStatisticsRemoveShiftAndScale() {
    float[] state = state(0, 1);
    float[] moved = new float[state.length];
    for (int i = 0; i < state.length; i++) {
      moved[i] = 100 + 50 * state[i];
    }

    assertThat(logits(moved, moved, Statistics.BATCH))
        .containsExactly(logits(state, state, Statistics.BATCH), within(5e-3f));
  }

  @Test
  void onlyLearningMovesTheRunningStatistics() {
    float[] state = state(2, 3);
    float[] before = logits(state, state, Statistics.RUNNING);

    logits(state, state, Statistics.BATCH);
    assertThat(logits(state, state, Statistics.RUNNING)).isEqualTo(before);

    logits(state, state, Statistics.BATCH_AND_LEARN);
    assertThat(logits(state, state, Statistics.RUNNING)).isNotEqualTo(before);
  }

  private float[] logits(float[] first, float[] second, Statistics statistics) {
    return TensorValues.floats(exits.forward(List.of(tensor(first), tensor(second)), statistics));
  }

  private float[] state(float mean, float deviation) {
    float[] state = new float[ROWS * HIDDEN];
    for (int i = 0; i < state.length; i++) {
      state[i] = (float) (mean + deviation * random.nextGaussian());
    }
    return state;
  }

  private static Tensor tensor(float[] state) {
    return Tensor.create(state, ROWS, HIDDEN);
  }

  private static float dot(LinearExit exit, float[] state, int row, int k) {
    float sum = exit.bias().values()[k];
    for (int h = 0; h < HIDDEN; h++) {
      sum += exit.weight().values()[k * HIDDEN + h] * state[row * HIDDEN + h];
    }
    return sum;
  }
}
