package io.leebert.trainer.train;

import io.leebert.trainer.backbone.MultiExitNetwork;
import io.leebert.trainer.backbone.TensorValues;
import io.leebert.trainer.data.Batch;
import io.leebert.trainer.data.TokenizedRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;

/**
 * Gives new exits what the exits of a trained network know.
 *
 * <p>A trained exit comes with its standardization folded in, and the statistics are gone. Any
 * statistics would do to unfold it and give the same answers; those of the rows that are to be
 * learned from are taken, so that the batches of the first steps are standardized alike.
 */
final class WarmStart {

  private static final int ROWS = 512;
  private static final int BATCH = 32;

  private WarmStart() {}

  static void requireSamePooling(MultiExitNetwork start, Hyperparameters settings) {
    if (start.pooling() != settings.exits().pooling()) {
      throw new IllegalArgumentException(
          "the exits of "
              + start.backbone().name()
              + " look at "
              + start.pooling().name().toLowerCase(Locale.ROOT)
              + ", these settings ask for "
              + settings.exits().pooling().name().toLowerCase(Locale.ROOT));
    }
  }

  /** Fills the exits of a network whose encoder starts from the same trained network. */
  static void of(ExitNetwork network, MultiExitNetwork start, TrainingData data) {
    Moments moments = moments(network, sample(data.train()));
    int[] from = data.labels().stream().mapToInt(start.labels()::indexOf).toArray();
    int layers = network.layers();
    network
        .exits()
        .startFrom(
            start.exits().subList(0, layers),
            start.votes().subList(0, layers),
            from,
            moments.mean(),
            moments.variance());
  }

  @SuppressWarnings("ArrayRecordComponent") // handed on once
  private record Moments(float[] mean, float[] variance) {}

  /** Rows spread evenly over all of them. */
  private static List<TokenizedRow> sample(List<TokenizedRow> rows) {
    List<TokenizedRow> some = new ArrayList<>();
    double stride = Math.max(1, (double) rows.size() / ROWS);
    for (double at = 0; at < rows.size(); at += stride) {
      some.add(rows.get((int) at));
    }
    return some;
  }

  @SuppressWarnings("try") // scopes and guards act by being open
  private static Moments moments(ExitNetwork network, List<TokenizedRow> rows) {
    double[] sums = new double[0];
    double[] squares = new double[0];
    for (int at = 0; at < rows.size(); at += BATCH) {
      List<TokenizedRow> some = rows.subList(at, Math.min(at + BATCH, rows.size()));
      try (PointerScope scope = new PointerScope();
          NoGradGuard guard = new NoGradGuard()) {
        float[] features = TensorValues.floats(network.features(Batch.of(some)));
        int width = features.length / some.size();
        if (sums.length == 0) {
          sums = new double[width];
          squares = new double[width];
        }
        for (int i = 0; i < features.length; i++) {
          sums[i % width] += features[i];
          squares[i % width] += (double) features[i] * features[i];
        }
      }
    }
    float[] mean = new float[sums.length];
    float[] variance = new float[sums.length];
    for (int i = 0; i < mean.length; i++) {
      double average = sums[i] / rows.size();
      mean[i] = (float) average;
      variance[i] = (float) Math.max(0, squares[i] / rows.size() - average * average);
    }
    return new Moments(mean, variance);
  }
}
