package io.leebert.trainer.backbone;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which arrays an encoder has and of which shape, and how they are read from where they are. */
final class EncoderWeights {

  /** The linear layer from an ALBERT's embeddings to its width. */
  static final String PROJECTION = "embeddings.projection";

  private EncoderWeights() {}

  /** Name and shape of every array of such an encoder, embeddings first, shared ones once. */
  static Map<String, int[]> shapes(BackboneConfig config) {
    int hidden = config.hiddenSize();
    int inner = config.intermediateSize();
    int embedding = config.embeddingSize();
    Map<String, int[]> shapes = new LinkedHashMap<>();
    shapes.put("embeddings.word_embeddings.weight", shape(config.vocabularySize(), embedding));
    shapes.put("embeddings.position_embeddings.weight", shape(config.maxPositions(), embedding));
    shapes.put(
        "embeddings.token_type_embeddings.weight", shape(config.typeVocabulary(), embedding));
    layerNorm(shapes, "embeddings.LayerNorm", embedding);
    if (config.architecture() == Architecture.ALBERT) {
      linear(shapes, PROJECTION, hidden, embedding);
    }
    for (String block : blocks(config)) {
      for (String part : new String[] {"query", "key", "value"}) {
        linear(shapes, block + "attention.self." + part, hidden, hidden);
      }
      linear(shapes, block + "attention.output.dense", hidden, hidden);
      layerNorm(shapes, block + "attention.output.LayerNorm", hidden);
      linear(shapes, block + "intermediate.dense", inner, hidden);
      linear(shapes, block + "output.dense", hidden, inner);
      layerNorm(shapes, block + "output.LayerNorm", hidden);
    }
    return shapes;
  }

  /** Prefixes of all blocks of weights, each once. */
  static Set<String> blocks(BackboneConfig config) {
    Set<String> blocks = new LinkedHashSet<>();
    config.blocks().forEach(blocks::addAll);
    return blocks;
  }

  /**
   * Reads what the encoder is made of; other arrays (a pooler, a language model head) are left
   * where they are. Names and shapes are checked before the first array is read.
   *
   * @throws IllegalArgumentException naming the first array that is missing, there twice, of
   *     another shape, of a layer that the configuration does not have, or not finite
   */
  static Map<String, Weight> read(WeightSource source, BackboneConfig config) {
    StoredNames names = new StoredNames(source, config);
    names.refuseMoreLayers();
    List<Array> arrays = new ArrayList<>();
    shapes(config).forEach((name, shape) -> arrays.add(new Array(name, names.find(name), shape)));
    arrays.forEach(array -> requireShape(source, array));
    Map<String, Weight> weights = new LinkedHashMap<>();
    for (Array array : arrays) {
      Weight weight = source.weight(array.stored());
      requireFinite(source, array.stored(), weight);
      weights.put(array.name(), weight);
    }
    return weights;
  }

  /** An array by our name and by the one it is stored under. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Array(String name, String stored, int[] shape) {}

  private static void requireShape(WeightSource source, Array array) {
    int[] found = source.shape(array.stored());
    if (!Arrays.equals(found, array.shape())) {
      throw new IllegalArgumentException(
          source.description()
              + ": weight "
              + array.stored()
              + " has shape "
              + Arrays.toString(found)
              + ", expected "
              + Arrays.toString(array.shape())
              + " by the configuration");
    }
  }

  private static void requireFinite(WeightSource source, String name, Weight weight) {
    float[] values = weight.values();
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            source.description()
                + ": weight "
                + name
                + " holds "
                + values[i]
                + " at place "
                + i
                + " of "
                + values.length
                + ", expected finite numbers");
      }
    }
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
