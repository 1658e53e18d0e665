package io.leebert.trainer.train;

import io.leebert.trainer.backbone.Activation;
import io.leebert.trainer.backbone.Backbone;
import io.leebert.trainer.backbone.BackboneConfig;
import io.leebert.trainer.backbone.BertEncoder;
import io.leebert.trainer.backbone.StandardizedExits;
import io.leebert.trainer.backbone.TinyBackbone;
import io.leebert.trainer.data.TokenizedRow;
import io.leebert.trainer.evaluate.Metric;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A backbone of random weights and a task that it can learn in seconds: which words are there. */
final class TinyTask {

  static final int VOCABULARY = 40;
  static final List<String> LABELS = List.of("blue", "green", "red");
  private static final int WORDS_PER_CLASS = 6;

  private TinyTask() {}

  static Backbone backbone(int layers, int hidden) {
    BackboneConfig config =
        new BackboneConfig(
            layers, hidden, 4, 2 * hidden, VOCABULARY, 32, 2, 1e-12f, Activation.GELU);
    return TinyBackbone.of(config, 0.15, "{}");
  }

  /** Rows of 4 to 9 words, of which a few tell the class. */
  static TrainingData data(int trainRows, int heldOutRows) {
    Random random = new Random(5);
    return new TrainingData(
        rows(trainRows, random), rows(heldOutRows, random), LABELS, 32, Metric.ACCURACY);
  }

  private static List<TokenizedRow> rows(int count, Random random) {
    List<TokenizedRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int gold = i % 3;
      long[] ids = new long[4 + random.nextInt(6)];
      ids[0] = 1;
      for (int j = 1; j < ids.length; j++) {
        boolean telling = random.nextInt(3) > 0;
        ids[j] =
            telling
                ? 2 + gold * WORDS_PER_CLASS + random.nextInt(WORDS_PER_CLASS)
                : 2 + 3 * WORDS_PER_CLASS + random.nextInt(VOCABULARY - 2 - 3 * WORDS_PER_CLASS);
      }
      rows.add(new TokenizedRow(ids, new long[ids.length], gold, false));
    }
    return rows;
  }

  static Hyperparameters settings(int epochs, long seed) {
    return settings().epochs(epochs).seed(seed).build();
  }

  static SettingsBuilder settings() {
    return new SettingsBuilder();
  }

  /** A network over {@link #backbone} without dropout unless the settings say so. */
  static ExitNetwork network(int layers, int hidden, Hyperparameters settings) {
    return new ExitNetwork(
        new BertEncoder(
            backbone(layers, hidden), layers, settings.freezeEmbeddings(), settings.dropout()),
        new StandardizedExits(layers, hidden, LABELS.size(), new Random(settings.seed())),
        settings.exits().pooling());
  }

  /** All numbers of all rows in one array, to be compared bit for bit. */
  static float[] flat(float[][][] probabilities) {
    int exits = probabilities[0].length;
    int classes = probabilities[0][0].length;
    FloatBuffer all = FloatBuffer.allocate(probabilities.length * exits * classes);
    for (float[][] row : probabilities) {
      for (float[] exit : row) {
        all.put(exit);
      }
    }
    return all.array();
  }
}
