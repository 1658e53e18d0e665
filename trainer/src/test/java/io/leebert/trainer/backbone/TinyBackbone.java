package io.leebert.trainer.backbone;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** A backbone of random weights, the same every time. */
public final class TinyBackbone {

  private final BackboneConfig config;
  private final double deviation;
  private final Random random = new Random(11);
  private final Map<String, Weight> weights = new LinkedHashMap<>();

  private TinyBackbone(BackboneConfig config, double deviation) {
    this.config = config;
    this.deviation = deviation;
  }

  /** Normally distributed weights; normalizations do nothing yet. */
  public static Backbone of(BackboneConfig config, double deviation, String tokenizerJson) {
    TinyBackbone tiny = new TinyBackbone(config, deviation);
    tiny.fill();
    return new Backbone("tiny", config, tiny.weights, tokenizerJson);
  }

  private void fill() {
    int hidden = config.hiddenSize();
    put("embeddings.word_embeddings.weight", config.vocabularySize(), hidden);
    put("embeddings.position_embeddings.weight", config.maxPositions(), hidden);
    put("embeddings.token_type_embeddings.weight", config.typeVocabulary(), hidden);
    put("embeddings.LayerNorm.weight", hidden);
    put("embeddings.LayerNorm.bias", hidden);
    for (int layer = 0; layer < config.layers(); layer++) {
      for (String name : BertLayer.PARAMETERS) {
        int out = name.startsWith("intermediate") ? config.intermediateSize() : hidden;
        int in = name.startsWith("output.dense") ? config.intermediateSize() : hidden;
        boolean matrix = name.endsWith("weight") && !name.contains("LayerNorm");
        put("encoder.layer." + layer + "." + name, matrix ? new int[] {out, in} : new int[] {out});
      }
    }
  }

  private void put(String name, int... shape) {
    float[] values = new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
    if (name.endsWith("LayerNorm.weight")) {
      Arrays.fill(values, 1);
    } else if (shape.length == 2) {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (random.nextGaussian() * deviation);
      }
    }
    weights.put(name, Weight.of(values, shape));
  }
}
