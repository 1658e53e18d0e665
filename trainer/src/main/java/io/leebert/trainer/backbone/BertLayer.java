package io.leebert.trainer.backbone;

import java.util.List;
import java.util.function.Function;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** One transformer layer with its normalizations behind the residual sums (post-LN). */
final class BertLayer {

  /** Names of a layer's parameters, without the layer's prefix. */
  static final List<String> PARAMETERS =
      List.of(
          "attention.self.query.weight",
          "attention.self.query.bias",
          "attention.self.key.weight",
          "attention.self.key.bias",
          "attention.self.value.weight",
          "attention.self.value.bias",
          "attention.output.dense.weight",
          "attention.output.dense.bias",
          "attention.output.LayerNorm.weight",
          "attention.output.LayerNorm.bias",
          "intermediate.dense.weight",
          "intermediate.dense.bias",
          "output.dense.weight",
          "output.dense.bias",
          "output.LayerNorm.weight",
          "output.LayerNorm.bias");

  private final BackboneConfig config;
  private final double dropout;
  private final Function<String, Tensor> parameter;

  BertLayer(BackboneConfig config, double dropout, Function<String, Tensor> parameter) {
    this.config = config;
    this.dropout = dropout;
    this.parameter = parameter;
  }

  /**
   * {@code [B, S, H]} in, {@code [B, S, H]} out, both fp32.
   *
   * @param precision of products with weights. Attention itself stays in fp32: in bf16 its backward
   *     pass is several times slower on processors.
   */
  Tensor forward(Tensor hidden, TensorOptional attention, boolean training, Precision precision) {
    Tensor input = precision.narrowed(hidden);
    Tensor mixed =
        torch.scaled_dot_product_attention(
            heads(linear("attention.self.query", input, precision)),
            heads(linear("attention.self.key", input, precision)),
            heads(linear("attention.self.value", input, precision)),
            attention,
            0.0,
            false,
            new DoubleOptional(),
            false);
    Tensor joined =
        mixed.transpose(1, 2).reshape(hidden.size(0), hidden.size(1), config.hiddenSize());
    Tensor attended =
        normalized(
            "attention.output.LayerNorm",
            hidden.add(dropped(linear("attention.output.dense", joined, precision), training)));
    Tensor inner =
        torch.gelu(
            linear("intermediate.dense", attended, precision),
            config.activation() == Activation.GELU ? "none" : "tanh");
    return normalized(
        "output.LayerNorm",
        attended.add(dropped(linear("output.dense", inner, precision), training)));
  }

  /** {@code [B, S, H]} to {@code [B, heads, S, H / heads]}. */
  private Tensor heads(Tensor projected) {
    return projected
        .view(
            projected.size(0),
            projected.size(1),
            config.heads(),
            config.hiddenSize() / config.heads())
        .transpose(1, 2);
  }

  private Tensor linear(String name, Tensor input, Precision precision) {
    return precision.widened(
        torch.linear(
            precision.narrowed(input),
            precision.narrowed(parameter.apply(name + ".weight")),
            new TensorOptional(precision.narrowed(parameter.apply(name + ".bias")))));
  }

  private Tensor normalized(String name, Tensor input) {
    return torch.layer_norm(
        input,
        new long[] {config.hiddenSize()},
        new TensorOptional(parameter.apply(name + ".weight")),
        new TensorOptional(parameter.apply(name + ".bias")),
        config.layerNormEpsilon(),
        false);
  }

  private Tensor dropped(Tensor input, boolean training) {
    return training && dropout > 0 ? torch.dropout(input, dropout, true) : input;
  }
}
