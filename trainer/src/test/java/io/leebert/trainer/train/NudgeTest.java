package io.leebert.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leebert.trainer.backbone.TensorValues;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.junit.jupiter.api.Test;

class NudgeTest {

  private final Tensor moved = Tensor.create(1f, 2f).set_requires_grad(true);
  private final Tensor without = Tensor.create(5f).set_requires_grad(true);
  private final TensorVector all = new TensorVector(moved, without);

  NudgeTest() {
    // Its gradient is (3, 4), of length 5.
    moved.mul(Tensor.create(3f, 4f)).sum().backward();
  }

  @Test
  void allParametersTogetherMoveAHundredthAlongTheirGradient() {
    try (Nudge nudge = new Nudge(all)) {
      assertThat(nudge.length()).isCloseTo(0.01 / 5, within(1e-9));

      nudge.to(1);
      assertThat(TensorValues.floats(moved))
          .containsExactly(new float[] {1.006f, 2.008f}, within(1e-6f));
      nudge.to(-1);
      assertThat(TensorValues.floats(moved))
          .containsExactly(new float[] {0.994f, 1.992f}, within(1e-6f));
      assertThat(TensorValues.floats(without)).containsExactly(5f);
    }
  }

  @Test
  void afterwardsTheyAreExactlyWhereTheyWere() {
    try (Nudge nudge = new Nudge(all)) {
      nudge.to(0.3);
      nudge.to(-7);
    }

    assertThat(TensorValues.floats(moved)).containsExactly(1f, 2f);
  }

  @Test
  void withoutAnyGradientNothingMoves() {
    try (Nudge nudge = new Nudge(new TensorVector(without))) {
      nudge.to(1);

      assertThat(TensorValues.floats(without)).containsExactly(5f);
      assertThat(nudge.length()).isFinite();
    }
  }
}
