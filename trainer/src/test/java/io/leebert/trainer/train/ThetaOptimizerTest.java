package io.leebert.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leebert.trainer.backbone.TensorValues;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** AdamW's groups, followed by hand: every gradient is the same number. */
class ThetaOptimizerTest {

  private static final double BACKBONE = 1e-2;
  private static final double EXITS = 4e-2;

  private final PointerScope scope = new PointerScope();
  private ExitNetwork network = network(TinyTask.settings());

  @AfterEach
  void close() {
    scope.close();
  }

  @Test
  void withoutAGradientOnlyMatricesShrinkEachAtItsOwnRate() {
    SettingsBuilder settings = TinyTask.settings().weightDecay(0.1).freezeEmbeddings(false);
    network = network(settings);
    Map<String, float[]> before = values();

    step(settings, 0, 0.5);

    Map<String, float[]> after = values();
    before.forEach(
        (name, old) -> {
          boolean decays = name.endsWith("weight") && !name.contains("LayerNorm");
          double rate = 0.5 * (name.startsWith("exit") ? EXITS : BACKBONE);
          float[] expected = old.clone();
          for (int i = 0; i < expected.length; i++) {
            expected[i] = (float) (expected[i] * (decays ? 1 - 0.1 * rate : 1));
          }
          assertThat(after.get(name)).as(name).containsExactly(expected, within(1e-7f));
        });
    assertThat(before.keySet())
        .contains(
            "embeddings.word_embeddings.weight",
            "embeddings.LayerNorm.weight",
            "encoder.layer.1.output.LayerNorm.weight",
            "encoder.layer.0.attention.self.query.bias",
            "exit weight",
            "exit bias");
  }

  @Test
  void theFirstStepMovesEveryParameterByItsLearningRateAgainstTheSign() {
    SettingsBuilder settings = TinyTask.settings().weightDecay(0);
    Map<String, float[]> before = values();

    step(settings, -3, 0.25);

    Map<String, float[]> after = values();
    before.forEach(
        (name, old) -> {
          float moved = (float) (0.25 * (name.startsWith("exit") ? EXITS : BACKBONE));
          float[] expected = old.clone();
          for (int i = 0; i < expected.length; i++) {
            expected[i] += moved;
          }
          assertThat(after.get(name)).as(name).containsExactly(expected, within(moved * 1e-2f));
        });
  }

  @Test
  void atTheEndOfTheScheduleNothingMoves() {
    Map<String, float[]> before = values();

    step(TinyTask.settings().weightDecay(0.1), 3, 0);

    Map<String, float[]> after = values();
    before.forEach((name, old) -> assertThat(after.get(name)).as(name).isEqualTo(old));
  }

  @Test
  void gradientsAreClippedByTheirNormOverAllParametersTogether() {
    step(TinyTask.settings().clip(0.5), 2, 1);

    double count = parameters().values().stream().mapToLong(Tensor::numel).sum();
    double each = 0.5 / Math.sqrt(count);
    for (Map.Entry<String, Tensor> entry : parameters().entrySet()) {
      for (float gradient : TensorValues.floats(entry.getValue().grad())) {
        assertThat(gradient).as(entry.getKey()).isCloseTo((float) each, within(1e-6f));
      }
    }
  }

  @Test
  void gradientsBelowTheClipAreLeftAlone() {
    step(TinyTask.settings().clip(1e6), 0.25, 1);

    for (Tensor parameter : parameters().values()) {
      assertThat(TensorValues.floats(parameter.grad())).containsOnly(0.25f);
    }
  }

  @Test
  void gradientsOfAStepAreForgottenBeforeTheNext() {
    ThetaOptimizer optimizer = new ThetaOptimizer(network, settings(TinyTask.settings()), false);
    backward(2);
    optimizer.clearGradients();
    backward(3);

    assertThat(TensorValues.floats(network.exits().bias().grad())).containsOnly(3f);
  }

  private void step(SettingsBuilder settings, double gradient, double factor) {
    ThetaOptimizer optimizer = new ThetaOptimizer(network, settings(settings), false);
    backward(gradient);
    optimizer.step(factor);
  }

  /** Gives every number of every parameter the same gradient. */
  private void backward(double gradient) {
    for (Tensor parameter : parameters().values()) {
      parameter.sum().mul(new Scalar(gradient)).backward();
    }
  }

  private Map<String, Tensor> parameters() {
    Map<String, Tensor> all = new LinkedHashMap<>(network.encoder().trainable());
    all.put("exit weight", network.exits().weight());
    all.put("exit bias", network.exits().bias());
    return all;
  }

  private Map<String, float[]> values() {
    Map<String, float[]> values = new LinkedHashMap<>();
    parameters().forEach((name, tensor) -> values.put(name, TensorValues.floats(tensor)));
    return values;
  }

  private static ExitNetwork network(SettingsBuilder settings) {
    return TinyTask.network(2, 8, settings(settings));
  }

  private static Hyperparameters settings(SettingsBuilder settings) {
    return settings.learningRates(BACKBONE, EXITS).build();
  }
}
