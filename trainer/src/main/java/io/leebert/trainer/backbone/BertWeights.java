package io.leebert.trainer.backbone;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which arrays a BERT encoder has, by Hugging Face name, and of which shape. */
final class BertWeights {

  private BertWeights() {}

  /** Name and shape of every array of such an encoder, embeddings first. */
  static Map<String, int[]> shapes(BackboneConfig config) {
    int hidden = config.hiddenSize();
    int inner = config.intermediateSize();
    Map<String, int[]> shapes = new LinkedHashMap<>();
    shapes.put("embeddings.word_embeddings.weight", shape(config.vocabularySize(), hidden));
    shapes.put("embeddings.position_embeddings.weight", shape(config.maxPositions(), hidden));
    shapes.put("embeddings.token_type_embeddings.weight", shape(config.typeVocabulary(), hidden));
    layerNorm(shapes, "embeddings.LayerNorm", hidden);
    for (int layer = 0; layer < config.layers(); layer++) {
      String prefix = "encoder.layer." + layer + ".";
      for (String part : new String[] {"query", "key", "value"}) {
        linear(shapes, prefix + "attention.self." + part, hidden, hidden);
      }
      linear(shapes, prefix + "attention.output.dense", hidden, hidden);
      layerNorm(shapes, prefix + "attention.output.LayerNorm", hidden);
      linear(shapes, prefix + "intermediate.dense", inner, hidden);
      linear(shapes, prefix + "output.dense", hidden, inner);
      layerNorm(shapes, prefix + "output.LayerNorm", hidden);
    }
    return shapes;
  }

  /**
   * Those of the given arrays that the encoder is made of; others (a pooler, a language model head)
   * are left out.
   *
   * @param source where the arrays come from, for the message
   * @throws IllegalArgumentException naming the first array that is missing or of another shape
   */
  static Map<String, Weight> select(
      String source, BackboneConfig config, Map<String, Weight> weights) {
    Map<String, Weight> selected = new LinkedHashMap<>();
    shapes(config)
        .forEach(
            (name, shape) -> {
              Weight weight = weights.get(name);
              if (weight == null) {
                throw new IllegalArgumentException(
                    source
                        + " has no weight "
                        + name
                        + " "
                        + Arrays.toString(shape)
                        + ", which a BERT encoder of "
                        + config.layers()
                        + " layers needs");
              }
              if (!Arrays.equals(weight.shape(), shape)) {
                throw new IllegalArgumentException(
                    source
                        + ": weight "
                        + name
                        + " has shape "
                        + Arrays.toString(weight.shape())
                        + ", expected "
                        + Arrays.toString(shape)
                        + " by the configuration");
              }
              selected.put(name, weight);
            });
    return selected;
  }

  private static void linear(Map<String, int[]> shapes, String name, int out, int in) {
    shapes.put(name + ".weight", shape(out, in));
    shapes.put(name + ".bias", shape(out));
  }

  private static void layerNorm(Map<String, int[]> shapes, String name, int width) {
    shapes.put(name + ".weight", shape(width));
    shapes.put(name + ".bias", shape(width));
  }

  private static int[] shape(int... dimensions) {
    return dimensions;
  }
}
