package io.leebert.trainer.train;

import io.leebert.trainer.backbone.Precision;
import io.leebert.trainer.backbone.StandardizedExits.Statistics;
import io.leebert.trainer.backbone.TensorValues;
import io.leebert.trainer.data.Batch;
import io.leebert.trainer.data.LengthBuckets;
import io.leebert.trainer.data.TokenizedRow;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.global.torch;

/** What a network says about rows it does not learn from. */
@SuppressWarnings("try") // scopes and guards act by being open
final class Scoring {

  /** Every intermediate of a pass is kept until its end: as many rows as a usual step has. */
  private static final int BATCH = 32;

  private final List<TokenizedRow> rows;
  private final List<int[]> batches;

  Scoring(List<TokenizedRow> rows) {
    this.rows = rows;
    this.batches =
        LengthBuckets.sorted(rows.stream().mapToInt(TokenizedRow::length).toArray(), BATCH);
  }

  int[] gold() {
    return rows.stream().mapToInt(TokenizedRow::gold).toArray();
  }

  /**
   * Probabilities of every row at every exit, {@code [rows][M][K]}, rows in their own order.
   *
   * @param precision of matrix products
   * @throws TrainingException when they are no numbers: a constant would look like an answer
   */
  float[][][] probabilities(ExitNetwork network, Precision precision) {
    return probabilities(network, precision, () -> {});
  }

  /** The same, and says so after every batch. */
  float[][][] probabilities(ExitNetwork network, Precision precision, Runnable afterBatch) {
    float[][][] all = new float[rows.size()][][];
    for (int[] positions : batches) {
      try (PointerScope scope = new PointerScope();
          NoGradGuard guard = new NoGradGuard()) {
        Batch batch = Batch.of(Arrays.stream(positions).mapToObj(rows::get).toList());
        float[] flat =
            TensorValues.floats(
                torch.softmax(network.logits(batch, Statistics.RUNNING, precision), 2));
        requireNumbers(flat);
        int exits = network.layers();
        int classes = flat.length / (exits * positions.length);
        for (int i = 0; i < positions.length; i++) {
          float[][] row = new float[exits][];
          for (int m = 0; m < exits; m++) {
            int from = (m * positions.length + i) * classes;
            row[m] = Arrays.copyOfRange(flat, from, from + classes);
          }
          all[positions[i]] = row;
        }
      }
      afterBatch.run();
    }
    return all;
  }

  private static void requireNumbers(float[] probabilities) {
    for (float probability : probabilities) {
      if (!Float.isFinite(probability)) {
        throw new TrainingException(
            "a probability of a held-out row is "
                + probability
                + ": training has diverged; lower --learning-rate or --exit-learning-rate");
      }
    }
  }
}
