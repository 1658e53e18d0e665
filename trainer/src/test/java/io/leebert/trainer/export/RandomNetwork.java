package io.leebert.trainer.export;

import io.leebert.trainer.backbone.Activation;
import io.leebert.trainer.backbone.Backbone;
import io.leebert.trainer.backbone.BackboneConfig;
import io.leebert.trainer.backbone.BertEncoder;
import io.leebert.trainer.backbone.LinearExit;
import io.leebert.trainer.backbone.MultiExitNetwork;
import io.leebert.trainer.backbone.Pooling;
import io.leebert.trainer.backbone.TensorValues;
import io.leebert.trainer.backbone.TinyBackbone;
import io.leebert.trainer.backbone.Weight;
import io.leebert.trainer.data.TinyTokenizer;
import io.leebert.trainer.data.TokenizedRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/** A network of random weights whose exits often disagree, and what it says of a row. */
final class RandomNetwork {
  static final int LAYERS = 5;
  static final int CLASSES = 3;

  private static final int HIDDEN = 16;
  private static final int VOCABULARY = 14;
  private static final int POSITIONS = 16;
  private static final double EXIT_SCALE = 0.25;

  private final MultiExitNetwork network;
  private final BertEncoder encoder;

  private RandomNetwork(MultiExitNetwork network) {
    this.network = network;
    this.encoder = new BertEncoder(network.backbone(), network.exits().size(), true, 0);
  }

  /** Five layers, three classes, and a vote for every exit but those named. */
  static RandomNetwork of(Pooling pooling, Activation activation, Integer... voteless) {
    BackboneConfig config =
        new BackboneConfig(
            LAYERS, HIDDEN, 2, 2 * HIDDEN, VOCABULARY, POSITIONS, 2, 1e-12f, activation);
    return of(TinyBackbone.of(config, 0.4, TinyTokenizer.json()), pooling, voteless);
  }

  /** The same exits on another backbone. */
  static RandomNetwork of(Backbone backbone, Pooling pooling, Integer... voteless) {
    BackboneConfig config = backbone.config();
    Random random = new Random(3);
    List<LinearExit> exits = new ArrayList<>();
    List<Boolean> votes = new ArrayList<>();
    for (int exit = 1; exit <= config.layers(); exit++) {
      exits.add(
          new LinearExit(
              Weight.of(
                  gaussians(random, CLASSES * config.hiddenSize()), CLASSES, config.hiddenSize()),
              Weight.of(gaussians(random, CLASSES), CLASSES)));
      votes.add(!List.of(voteless).contains(exit));
    }
    return new RandomNetwork(
        new MultiExitNetwork(
            backbone, pooling, exits, votes, List.of("a", "b", "c"), config.maxPositions()));
  }

  private static float[] gaussians(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (random.nextGaussian() * EXIT_SCALE);
    }
    return values;
  }

  MultiExitNetwork network() {
    return network;
  }

  /** Rows of 3 to 12 tokens; every third is a pair. */
  static List<TokenizedRow> rows(int count) {
    Random random = new Random(11);
    List<TokenizedRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long[] ids = random.longs(3 + random.nextInt(10), 1, VOCABULARY).toArray();
      long[] types = new long[ids.length];
      if (i % 3 == 0) {
        types[ids.length - 1] = 1;
        types[ids.length - 2] = 1;
      }
      rows.add(new TokenizedRow(ids, types, random.nextInt(CLASSES), false));
    }
    return rows;
  }

  /** {@code [M][K]}: the row alone through the training engine, then the exits by hand. */
  float[][] probabilities(TokenizedRow row) {
    List<Tensor> states =
        encoder.forward(
            Tensor.create(row.ids(), 1, row.length()),
            Tensor.create(row.types(), 1, row.length()),
            new TensorOptional(),
            false);
    float[][] probabilities = new float[states.size()][];
    for (int exit = 0; exit < states.size(); exit++) {
      double[] pooled = pooled(TensorValues.floats(states.get(exit)), row.length());
      probabilities[exit] = softmax(pooled, network.exits().get(exit));
    }
    return probabilities;
  }

  private double[] pooled(float[] hidden, int tokens) {
    int counted = network.pooling() == Pooling.CLS ? 1 : tokens;
    int width = hidden.length / tokens;
    double[] pooled = new double[width];
    for (int token = 0; token < counted; token++) {
      for (int h = 0; h < width; h++) {
        pooled[h] += hidden[token * width + h] / counted;
      }
    }
    return pooled;
  }

  private static float[] softmax(double[] pooled, LinearExit exit) {
    double[] powers = new double[CLASSES];
    double sum = 0;
    for (int k = 0; k < CLASSES; k++) {
      double logit = exit.bias().values()[k];
      for (int h = 0; h < pooled.length; h++) {
        logit += exit.weight().values()[k * pooled.length + h] * pooled[h];
      }
      powers[k] = Math.exp(logit);
      sum += powers[k];
    }
    float[] probabilities = new float[CLASSES];
    for (int k = 0; k < CLASSES; k++) {
      probabilities[k] = (float) (powers[k] / sum);
    }
    return probabilities;
  }
}
