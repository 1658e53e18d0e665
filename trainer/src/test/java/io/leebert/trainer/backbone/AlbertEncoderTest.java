package io.leebert.trainer.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.junit.jupiter.api.Test;

/** Layers that share weights, as trainable operations. */
class AlbertEncoderTest {

  private static final String SHARED = "encoder.group.0.block.0.";
  private static final BackboneConfig CONFIG = TinyBackbone.albert(3, 1, 1);

  private final Backbone albert = TinyBackbone.of(CONFIG, 0.3, "{}");

  @Test
  void everySharedTensorIsTrainedOnceHoweverManyLayersRunIt() {
    assertThat(new BertEncoder(albert, 3, false, 0).trainable())
        .hasSize(5 + 2 + 16)
        .containsKeys("embeddings.projection.weight", SHARED + "output.LayerNorm.bias");
    Backbone grouped = TinyBackbone.of(TinyBackbone.albert(6, 2, 2), 0.3, "{}");
    assertThat(new BertEncoder(grouped, 6, false, 0).trainable()).hasSize(5 + 2 + 4 * 16);
  }

  @Test
  void theGradientOfASharedTensorIsTheSumOverTheLayersThatRunIt() {
    BertEncoder shared = new BertEncoder(albert, 3, false, 0);
    BertEncoder separate = new BertEncoder(separated(), 3, false, 0);

    Tensor loss = loss(shared);
    Tensor separateLoss = loss(separate);
    assertThat(loss.item_float()).isCloseTo(separateLoss.item_float(), within(1e-5f));
    loss.backward();
    separateLoss.backward();

    for (String part : BertLayer.PARAMETERS) {
      float[] once = gradient(shared, SHARED + part);
      float[] sum = new float[once.length];
      for (int layer = 0; layer < 3; layer++) {
        float[] one = gradient(separate, "encoder.layer." + layer + "." + part);
        for (int i = 0; i < sum.length; i++) {
          sum[i] += one[i];
        }
      }
      assertThat(once).as(part).containsExactly(sum, within(1e-4f));
    }
    assertThat(gradient(shared, "embeddings.projection.weight"))
        .containsExactly(gradient(separate, "embeddings.projection.weight"), within(1e-4f));
  }

  @Test
  void frozenEmbeddingsTakeTheProjectionWithThem() {
    assertThat(new BertEncoder(albert, 3, true, 0).trainable().keySet())
        .hasSize(16)
        .allMatch(name -> name.startsWith(SHARED));
  }

  @Test
  void aTrainedEncoderComesOutAsTheNetworkThatItIs() {
    BertEncoder encoder = new BertEncoder(albert, 3, false, 0);
    Objects.requireNonNull(encoder.trainable().get(SHARED + "output.dense.bias"))
        .detach()
        .fill_(new Scalar(0.5));

    Backbone out = encoder.toBackbone();

    assertThat(out.weights().keySet()).isEqualTo(albert.weights().keySet());
    assertThat(out.weight(SHARED + "output.dense.bias").values()).containsOnly(0.5f);
    assertThat(loss(new BertEncoder(out, 3, true, 0)).item_float())
        .isEqualTo(loss(encoder).item_float());
  }

  @Test
  void theLowestLayersKeepTheirGroups() {
    Backbone grouped = TinyBackbone.of(TinyBackbone.albert(4, 2, 1), 0.3, "{}");

    BertEncoder lower = new BertEncoder(grouped, 3, true, 0);

    assertThat(lower.config().blocks())
        .isEqualTo(grouped.config().blocks().subList(0, 3))
        .endsWith(List.of("encoder.group.1.block.0."));
    assertThat(new BertEncoder(grouped, 2, true, 0).toBackbone().weights().keySet())
        .noneMatch(name -> name.startsWith("encoder.group.1"));
  }

  @Test
  void layersAreDealtOutToGroupsAsTheReferenceImplementationDoes() {
    assertThat(groups(12, 3)).containsExactly(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2);
    assertThat(groups(5, 2)).containsExactly(0, 0, 0, 1, 1);
    assertThat(groups(4, 4)).containsExactly(0, 1, 2, 3);
    assertThat(LayerBlocks.albert(1, 1, 2))
        .containsExactly(List.of(SHARED, "encoder.group.0.block.1."));
  }

  @Test
  void aConfigurationWithoutBlocksForEveryLayerIsRefused() {
    assertThatThrownBy(() -> CONFIG.lowest(4)).hasMessage("an encoder of 3 layers has no lowest 4");
    assertThatThrownBy(() -> withBlocks(List.of(List.of(SHARED)), 4))
        .hasMessage("3 layers need blocks for each of them, found [[" + SHARED + "]]");
    assertThatThrownBy(() -> withBlocks(CONFIG.blocks(), 0))
        .hasMessage("embeddingSize must be above 0, found 0");
  }

  /** The same network with the weights copied to every layer. */
  private Backbone separated() {
    Map<String, Weight> weights = new LinkedHashMap<>();
    albert
        .weights()
        .forEach(
            (name, weight) -> {
              for (int layer = 0; layer < 3; layer++) {
                weights.put(name.replace(SHARED, "encoder.layer." + layer + "."), weight);
              }
            });
    return new Backbone("separate", withBlocks(LayerBlocks.bert(3), 4), weights, "{}");
  }

  private static BackboneConfig withBlocks(List<List<String>> blocks, int embeddingSize) {
    return new BackboneConfig(
        3,
        8,
        2,
        16,
        14,
        16,
        2,
        1e-12f,
        Activation.GELU_TANH,
        Architecture.ALBERT,
        embeddingSize,
        blocks);
  }

  private static int[] groups(int layers, int groups) {
    return LayerBlocks.albert(layers, groups, 1).stream()
        .mapToInt(blocks -> Integer.parseInt(blocks.get(0).replaceAll("\\D+(\\d+).*", "$1")))
        .toArray();
  }

  private static Tensor loss(BertEncoder encoder) {
    List<Tensor> states =
        encoder.forward(
            Tensor.create(new long[] {1, 2, 3, 4, 5, 6}, 2, 3),
            Tensor.create(new long[] {0, 0, 1, 0, 1, 1}, 2, 3),
            new TensorOptional(),
            false);
    // Of sums alone a normalization would leave nothing.
    return states.get(0).pow(new Scalar(3)).sum().add(states.get(2).pow(new Scalar(3)).sum());
  }

  private static float[] gradient(BertEncoder encoder, String name) {
    return TensorValues.floats(Objects.requireNonNull(encoder.trainable().get(name)).grad());
  }
}
