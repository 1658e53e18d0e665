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

  /** An ALBERT of width 8 with embeddings of width 4. */
  public static BackboneConfig albert(int layers, int groups, int blocksPerGroup) {
    return new BackboneConfig(
        layers,
        8,
        2,
        16,
        14,
        16,
        2,
        1e-12f,
        Activation.GELU_TANH,
        Architecture.ALBERT,
        4,
        LayerBlocks.albert(layers, groups, blocksPerGroup));
  }

  private void fill() {
    EncoderWeights.shapes(config).forEach(this::put);
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
