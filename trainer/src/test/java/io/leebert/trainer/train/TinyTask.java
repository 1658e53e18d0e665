package io.leebert.trainer.train;

import io.leebert.trainer.backbone.Activation;
import io.leebert.trainer.backbone.Backbone;
import io.leebert.trainer.backbone.BackboneConfig;
import io.leebert.trainer.backbone.Pooling;
import io.leebert.trainer.backbone.TinyBackbone;
import io.leebert.trainer.data.TokenizedRow;
import io.leebert.trainer.evaluate.Metric;
import io.leebert.trainer.objective.Teachers;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A backbone of random weights and a task that it can learn in seconds: which words are there. */
final class TinyTask {

  static final int VOCABULARY = 40;
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
        rows(trainRows, random),
        rows(heldOutRows, random),
        List.of("blue", "green", "red"),
        32,
        Metric.ACCURACY);
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
    return new Hyperparameters(
        epochs,
        16,
        1e-3,
        1e-2,
        1e-2,
        4,
        2,
        Teachers.ALL,
        Pooling.MEAN,
        0,
        true,
        0.1,
        0.01,
        0.1,
        1,
        5,
        seed,
        1);
  }
}
