package io.leebert.trainer.export;

import static io.leebert.trainer.export.GraphWriter.number;
import static io.leebert.trainer.export.GraphWriter.real;

import io.leebert.trainer.backbone.Activation;
import io.leebert.trainer.backbone.Backbone;
import io.leebert.trainer.backbone.BackboneConfig;
import java.util.List;

/**
 * The encoder as ONNX operators: embeddings, then layers of fused attention and feed-forward. The
 * fused operators (ONNX Runtime's contrib set) have CPU and CUDA kernels.
 */
final class EncoderGraph {

  /** Name of the word embeddings. */
  static final String WORD = "embeddings.word_embeddings.weight";

  static final String TYPE = "embeddings.token_type_embeddings.weight";
  static final String POSITION = "embeddings.position_embeddings.weight";
  static final String NORM = "embeddings.LayerNorm";
  static final String PROJECTION = "embeddings.projection";

  /** Ending of the names of matrices that are stored as {@code [in, out]}. */
  static final String TRANSPOSED = ".transposed";

  /** Query, key and value side by side, after the prefix of a block. */
  static final String SELF = "attention.self.qkv.";

  private final Backbone backbone;
  private final BackboneConfig config;

  EncoderGraph(Backbone backbone) {
    this.backbone = backbone;
    this.config = backbone.config();
  }

  /** {@code [B,S]} ids and token types in, {@code [B,S,H]} hidden states out. */
  String embeddings(GraphWriter graph, String inputIds, String tokenTypeIds) {
    Constants constants = graph.constants();
    String words = graph.add("Gather", List.of(weight(graph, WORD), inputIds));
    String types = graph.add("Gather", List.of(weight(graph, TYPE), tokenTypeIds));
    String shape = graph.add("Shape", List.of(inputIds));
    String one = constants.numbers("one", 1);
    String length =
        graph.add("Slice", List.of(shape, one, constants.numbers("two", 2), axis(constants, 0)));
    String positions =
        graph.add(
            "Slice",
            List.of(weight(graph, POSITION), axis(constants, 0), length, axis(constants, 0)));
    String sum = graph.add("Add", List.of(graph.add("Add", List.of(words, types)), positions));
    String normalized =
        graph.add(
            "LayerNormalization",
            List.of(sum, weight(graph, NORM + ".weight"), weight(graph, NORM + ".bias")),
            number("axis", -1),
            real("epsilon", config.layerNormEpsilon()));
    return switch (config.architecture()) {
      case BERT -> normalized;
      case ALBERT ->
          graph.add(
              "Add",
              List.of(product(graph, normalized, PROJECTION), weight(graph, PROJECTION + ".bias")));
    };
  }

  /**
   * One transformer layer. Layers that share weights share the constants, which are stored once.
   *
   * @param layer from 0
   * @param hidden {@code [B,S,H]}
   * @param mask int32 {@code [B,S]}, 1 for real tokens
   */
  String layer(GraphWriter graph, int layer, String hidden, String mask) {
    String state = hidden;
    for (String block : config.blocks().get(layer)) {
      state = block(graph, block, state, mask);
    }
    return state;
  }

  private String block(GraphWriter graph, String name, String hidden, String mask) {
    Constants constants = graph.constants();
    String self = name + "attention.self.";
    String matrix =
        constants.sideBySide(
            name + SELF + "weight",
            backbone.weight(self + "query.weight"),
            backbone.weight(self + "key.weight"),
            backbone.weight(self + "value.weight"));
    String bias =
        constants.endToEnd(
            name + SELF + "bias",
            backbone.weight(self + "query.bias"),
            backbone.weight(self + "key.bias"),
            backbone.weight(self + "value.bias"));
    String context =
        graph.addFused(
            "Attention", List.of(hidden, matrix, bias, mask), number("num_heads", config.heads()));
    String attended =
        normalized(
            graph,
            product(graph, context, name + "attention.output.dense"),
            hidden,
            name + "attention.output");
    String inner = product(graph, attended, name + "intermediate.dense");
    String innerBias = weight(graph, name + "intermediate.dense.bias");
    String activated =
        graph.addFused(
            config.activation() == Activation.GELU ? "BiasGelu" : "FastGelu",
            List.of(inner, innerBias));
    return normalized(
        graph, product(graph, activated, name + "output.dense"), attended, name + "output");
  }

  private String product(GraphWriter graph, String value, String linear) {
    String matrix = linear + ".weight";
    return graph.add(
        "MatMul",
        List.of(value, graph.constants().transposed(matrix + TRANSPOSED, backbone.weight(matrix))));
  }

  /** LayerNorm(product + bias + skip), the post-normalization of BERT. */
  private String normalized(GraphWriter graph, String product, String skip, String block) {
    return graph.addFused(
        "SkipLayerNormalization",
        List.of(
            product,
            skip,
            weight(graph, block + ".LayerNorm.weight"),
            weight(graph, block + ".LayerNorm.bias"),
            weight(graph, block + ".dense.bias")),
        real("epsilon", config.layerNormEpsilon()));
  }

  private String weight(GraphWriter graph, String name) {
    return graph.constants().weight(name, backbone.weight(name));
  }

  private static String axis(Constants constants, int axis) {
    return constants.numbers("axis_" + axis, axis);
  }
}
