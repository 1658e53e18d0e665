package io.leebert.trainer.backbone;

import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** What comes before the first layer: word, position and token type, normalized and projected. */
final class EncoderEmbeddings {

  private final BackboneConfig config;
  private final double dropout;
  private final Function<String, Tensor> parameter;

  EncoderEmbeddings(BackboneConfig config, double dropout, Function<String, Tensor> parameter) {
    this.config = config;
    this.dropout = dropout;
    this.parameter = parameter;
  }

  /** {@code [B, S]} ids and types in, {@code [B, S, H]} out. */
  Tensor forward(Tensor ids, Tensor types, boolean training) {
    Tensor positions =
        parameter
            .apply("embeddings.position_embeddings.weight")
            .narrow(0, 0, ids.size(1))
            .unsqueeze(0);
    Tensor sum =
        torch
            .embedding(parameter.apply("embeddings.word_embeddings.weight"), ids)
            .add(torch.embedding(parameter.apply("embeddings.token_type_embeddings.weight"), types))
            .add(positions);
    Tensor normalized =
        torch.layer_norm(
            sum,
            new long[] {config.embeddingSize()},
            optional("embeddings.LayerNorm.weight"),
            optional("embeddings.LayerNorm.bias"),
            config.layerNormEpsilon(),
            false);
    if (training && dropout > 0) {
      normalized = torch.dropout(normalized, dropout, true);
    }
    return switch (config.architecture()) {
      case BERT -> normalized;
      case ALBERT ->
          torch.linear(
              normalized,
              parameter.apply(EncoderWeights.PROJECTION + ".weight"),
              optional(EncoderWeights.PROJECTION + ".bias"));
    };
  }

  private TensorOptional optional(String name) {
    return new TensorOptional(parameter.apply(name));
  }
}
