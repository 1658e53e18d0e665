package io.leebert.trainer.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leebert.trainer.backbone.StandardizedExits.Statistics;
import java.util.Arrays;
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
  void anExitThatDoesNotStandardizeIsALinearLayerAndFoldsToItself() {
    StandardizedExits plain =
        new StandardizedExits(2, HIDDEN, CLASSES, random, false, TrainingDevice.CPU);
    float[] low = state(3, 0.1f);
    float[] high = state(-1, 2);
    float[] weight = TensorValues.floats(plain.weight());

    List<LinearExit> folded = plain.folded();
    assertThat(folded.get(0).weight().values()).isEqualTo(Arrays.copyOf(weight, CLASSES * HIDDEN));
    assertThat(folded.get(1).weight().values())
        .isEqualTo(Arrays.copyOfRange(weight, CLASSES * HIDDEN, weight.length));
    assertThat(folded.get(1).bias().values()).containsOnly(0f);
    for (Statistics statistics : Statistics.values()) {
      float[] logits =
          TensorValues.floats(plain.forward(List.of(tensor(low), tensor(high)), statistics));
      for (int row = 0; row < ROWS; row++) {
        for (int k = 0; k < CLASSES; k++) {
          assertThat(logits[row * CLASSES + k])
              .as("%s", statistics)
              .isCloseTo(dot(folded.get(0), low, row, k), within(1e-5f));
          assertThat(logits[(ROWS + row) * CLASSES + k])
              .isCloseTo(dot(folded.get(1), high, row, k), within(1e-5f));
        }
      }
    }
  }

  @Test
  void aLastExitThatIsReadyKeepsItsRunningStatisticsWhileTheOthersLearn() {
    Tensor low = tensor(state(3, 0.1f));
    Tensor high = tensor(state(-1, 2));

    float[] logits =
        TensorValues.floats(exits.forwardLastReady(List.of(low, high), Statistics.BATCH_AND_LEARN));

    float[] mean = TensorValues.floats(exits.state().get(2));
    float[] variance = TensorValues.floats(exits.state().get(3));
    assertThat(Arrays.copyOfRange(mean, HIDDEN, 2 * HIDDEN)).containsOnly(0f);
    assertThat(Arrays.copyOfRange(variance, HIDDEN, 2 * HIDDEN)).containsOnly(1f);
    // A tenth of the way from 0 to the batch's mean.
    assertThat(mean[0]).isCloseTo((float) (0.1 * mean(TensorValues.floats(low), 0)), within(1e-5f));
    assertThat(logits)
        .isEqualTo(TensorValues.floats(exits.forward(List.of(low, high), Statistics.BATCH)));
    assertThat(TensorValues.floats(exits.forwardLastReady(List.of(low, high), Statistics.RUNNING)))
        .isEqualTo(TensorValues.floats(exits.forward(List.of(low, high), Statistics.RUNNING)));
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
  void logitsOfABatchAreWhatTheFormulaGives() {
    float[] state = state(1, 2);
    float[] weight = TensorValues.floats(exits.weight());

    float[] logits = logits(state, state, Statistics.BATCH);

    for (int row = 0; row < ROWS; row++) {
      for (int k = 0; k < CLASSES; k++) {
        double expected = 0;
        for (int h = 0; h < HIDDEN; h++) {
          double standardized =
              (state[row * HIDDEN + h] - mean(state, h)) / Math.sqrt(variance(state, h) + 1e-3);
          expected += standardized * weight[k * HIDDEN + h];
        }
        assertThat((double) logits[row * CLASSES + k]).isCloseTo(expected, within(1e-5));
      }
    }
  }

  @Test
  void runningStatisticsMoveATenthOfTheWayPerStep() {
    float[] state = state(3, 2);

    logits(state, state, Statistics.BATCH_AND_LEARN);

    float[] means = TensorValues.floats(exits.state().get(2));
    float[] variances = TensorValues.floats(exits.state().get(3));
    for (int h = 0; h < HIDDEN; h++) {
      // They start at 0 and 1; the variance kept is the unbiased one.
      double unbiased = variance(state, h) * ROWS / (ROWS - 1);
      assertThat((double) means[h]).isCloseTo(0.1 * mean(state, h), within(1e-5));
      assertThat((double) variances[h]).isCloseTo(0.9 + 0.1 * unbiased, within(1e-4));
    }
  }

  @Test
  void aFeatureThatNeverVariesIsNotAmplified() {
    float[] constant = new float[ROWS * HIDDEN];
    Arrays.fill(constant, 5);

    assertThat(logits(constant, constant, Statistics.BATCH))
        .containsExactly(new float[2 * ROWS * CLASSES], within(1e-5f));
  }

  @Test
  void startsDifferByTheirSeedAndExitsFromEachOther() {
    float[] one = TensorValues.floats(new StandardizedExits(2, 4, 2, new Random(1)).weight());
    float[] same = TensorValues.floats(new StandardizedExits(2, 4, 2, new Random(1)).weight());
    float[] other = TensorValues.floats(new StandardizedExits(2, 4, 2, new Random(2)).weight());

    assertThat(same).isEqualTo(one).isNotEqualTo(other);
    assertThat(Arrays.copyOf(one, 8)).isNotEqualTo(Arrays.copyOfRange(one, 8, 16));
  }

  private static double mean(float[] state, int feature) {
    double sum = 0;
    for (int row = 0; row < ROWS; row++) {
      sum += state[row * HIDDEN + feature];
    }
    return sum / ROWS;
  }

  /** Over all rows, not one less. */
  private static double variance(float[] state, int feature) {
    double mean = mean(state, feature);
    double sum = 0;
    for (int row = 0; row < ROWS; row++) {
      sum += Math.pow(state[row * HIDDEN + feature] - mean, 2);
    }
    return sum / ROWS;
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
