package io.leebert.trainer.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class BertEncoderTest {

  private static final int HIDDEN = 8;
  private static final int LAYERS = 3;
  private static final BackboneConfig CONFIG =
      new BackboneConfig(LAYERS, HIDDEN, 2, 16, 20, 10, 2, 1e-12f, Activation.GELU);

  private final Backbone backbone = TinyBackbone.of(CONFIG, 0.3, "{}");

  @Test
  void thereIsOneStatePerLayerAndEveryOneIsNormalized() {
    List<Tensor> states = forward(encoder(true, 0), new long[] {1, 2, 3, 4}, 2, 2, false);

    assertThat(states).hasSize(LAYERS);
    for (Tensor state : states) {
      float[] values = TensorValues.floats(state);
      assertThat(values).hasSize(2 * 2 * HIDDEN);
      for (int token = 0; token < 4; token++) {
        float sum = 0;
        for (int h = 0; h < HIDDEN; h++) {
          sum += values[token * HIDDEN + h];
        }
        assertThat(sum).isCloseTo(0, within(1e-4f));
      }
    }
  }

  @Test
  void paddingChangesNothingForTheRealTokens() {
    BertEncoder encoder = encoder(true, 0);
    float[] alone = last(forward(encoder, new long[] {5, 6, 7}, 1, 3, false));
    TensorOptional padding =
        new TensorOptional(Tensor.create(new float[] {0, 0, 0, -1e9f, -1e9f}, 1, 1, 1, 5));

    float[] padded =
        last(
            encoder.forward(
                Tensor.create(new long[] {5, 6, 7, 0, 0}, 1, 5),
                Tensor.create(new long[5], 1, 5),
                padding,
                false));

    assertThat(Arrays.copyOf(padded, alone.length)).containsExactly(alone, within(1e-5f));
  }

  @Test
  void dropoutActsOnlyWhileTraining() {
    BertEncoder encoder = encoder(true, 0.5);
    long[] ids = {1, 2, 3};
    float[] scored = last(forward(encoder, ids, 1, 3, false));

    assertThat(last(forward(encoder, ids, 1, 3, false))).isEqualTo(scored);
    torch.manual_seed(1);
    assertThat(last(forward(encoder, ids, 1, 3, true))).isNotEqualTo(scored);
  }

  @Test
  void frozenEmbeddingsAreNotTrainable() {
    assertThat(encoder(true, 0).trainable()).hasSize(16 * LAYERS);
    assertThat(encoder(false, 0).trainable())
        .hasSize(16 * LAYERS + 5)
        .containsKey("embeddings.word_embeddings.weight");
  }

  @Test
  void theWeightsComeOutAsTheyWentIn() {
    Backbone out = encoder(false, 0).toBackbone();

    assertThat(out.weights().keySet()).isEqualTo(backbone.weights().keySet());
    out.weights()
        .forEach(
            (name, weight) -> {
              assertThat(weight.values()).isEqualTo(backbone.weight(name).values());
              assertThat(weight.shape()).isEqualTo(backbone.weight(name).shape());
            });
  }

  @Test
  void theActivationIsTheOneOfTheConfiguration() {
    BackboneConfig tanh =
        new BackboneConfig(LAYERS, HIDDEN, 2, 16, 20, 10, 2, 1e-12f, Activation.GELU_TANH);
    BertEncoder other = new BertEncoder(TinyBackbone.of(tanh, 0.3, "{}"), LAYERS, true, 0);
    long[] ids = {1, 2, 3};

    float[] erf = last(forward(encoder(true, 0), ids, 1, 3, false));
    float[] approximated = last(forward(other, ids, 1, 3, false));
    assertThat(approximated).isNotEqualTo(erf).containsExactly(erf, within(0.05f));
  }

  @Test
  void fewerLayersAreTheLowestOnes() {
    long[] ids = {1, 2, 3};
    List<Tensor> all = forward(encoder(true, 0), ids, 1, 3, false);
    List<Tensor> two = forward(new BertEncoder(backbone, 2, true, 0), ids, 1, 3, false);

    assertThat(two).hasSize(2);
    assertThat(TensorValues.floats(two.get(0))).isEqualTo(TensorValues.floats(all.get(0)));
    assertThat(TensorValues.floats(two.get(1))).isEqualTo(TensorValues.floats(all.get(1)));
  }

  @Test
  void layersThatAreNotThereAreRefused() {
    for (int layers : new int[] {0, -1, LAYERS + 1}) {
      assertThatThrownBy(() -> new BertEncoder(backbone, layers, true, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("backbone tiny has 3 layers, " + layers + " cannot be used");
    }
  }

  @Test
  void trainingTheEncoderLeavesTheBackboneAsItWas() {
    float[] before = backbone.weight("encoder.layer.0.output.dense.weight").values().clone();
    BertEncoder encoder = encoder(false, 0);

    for (Tensor parameter : encoder.trainable().values()) {
      parameter.detach().fill_(new Scalar(7.0));
    }

    assertThat(backbone.weight("encoder.layer.0.output.dense.weight").values()).isEqualTo(before);
    assertThat(encoder.toBackbone().weight("encoder.layer.0.output.dense.weight").values())
        .containsOnly(7);
  }

  @Test
  void rowsOfABatchDoNotMix() {
    BertEncoder encoder = encoder(true, 0);
    float[] alone = last(forward(encoder, new long[] {4, 5, 6}, 1, 3, false));
    float[] beside = last(forward(encoder, new long[] {9, 8, 7, 4, 5, 6}, 2, 3, false));

    assertThat(Arrays.copyOfRange(beside, alone.length, 2 * alone.length))
        .containsExactly(alone, within(1e-6f));
  }

  @Test
  void aWeightThatIsMissingIsNamed() {
    Map<String, Weight> weights = new HashMap<>(backbone.weights());
    weights.remove("encoder.layer.1.output.dense.bias");
    Backbone broken = new Backbone("broken", CONFIG, weights, "{}");

    assertThatThrownBy(() -> new BertEncoder(broken, LAYERS, true, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("backbone broken has no weight named encoder.layer.1.output.dense.bias");
  }

  private BertEncoder encoder(boolean freezeEmbeddings, double dropout) {
    return new BertEncoder(backbone, LAYERS, freezeEmbeddings, dropout);
  }

  private static List<Tensor> forward(
      BertEncoder encoder, long[] ids, int rows, int length, boolean training) {
    return encoder.forward(
        Tensor.create(ids, rows, length),
        Tensor.create(new long[ids.length], rows, length),
        new TensorOptional(),
        training);
  }

  private static float[] last(List<Tensor> states) {
    return TensorValues.floats(states.get(states.size() - 1));
  }
}
