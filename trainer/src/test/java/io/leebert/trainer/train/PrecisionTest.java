package io.leebert.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.trainer.backbone.Precision;
import org.junit.jupiter.api.Test;

/** Products in bf16 lose digits, not the task. */
class PrecisionTest {

  private static final TrainingData DATA = TinyTask.data(240, 90);

  @Test
  void trainingInBf16LearnsWhatTrainingInFp32Does() {
    TrainingResult wide = train(Precision.FP32);
    TrainingResult narrow = train(Precision.BF16);

    float[] expected = TinyTask.flat(wide.uncalibrated());
    float[] found = TinyTask.flat(narrow.uncalibrated());
    double distance = 0;
    for (int i = 0; i < expected.length; i++) {
      distance += Math.abs(expected[i] - found[i]) / expected.length;
    }
    assertThat(distance).as("mean distance of a probability").isPositive().isLessThan(0.05);
    assertThat(narrow.scores().average()).isGreaterThan(wide.scores().average() - 0.05);
  }

  @Test
  void bf16IsAsRepeatableAsFp32() {
    assertThat(TinyTask.flat(train(Precision.BF16).probabilities()))
        .isEqualTo(TinyTask.flat(train(Precision.BF16).probabilities()));
  }

  private static TrainingResult train(Precision precision) {
    return new Trainer(
            TinyTask.settings().epochs(4).dropout(0).precision(precision).build(),
            new RecordingListener(),
            () -> 0)
        .train(TinyTask.backbone(2, 32), DATA);
  }
}
