package io.leebert.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leebert.trainer.backbone.Pooling;
import io.leebert.trainer.backbone.StandardizedExits.Statistics;
import io.leebert.trainer.backbone.TensorValues;
import io.leebert.trainer.data.Batch;
import io.leebert.trainer.data.TokenizedRow;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExitNetworkTest {

  private static final int LAYERS = 2;
  private static final int CLASSES = 3;

  private final PointerScope scope = new PointerScope();

  @AfterEach
  void close() {
    scope.close();
  }

  @ParameterizedTest
  @EnumSource(Pooling.class)
  void aRowsLogitsDoNotDependOnThePaddingBesideIt(Pooling pooling) {
    ExitNetwork network = network(pooling, 0);
    TokenizedRow row = row(1, 5, 9);
    TokenizedRow longer = row(1, 7, 8, 20, 21, 22, 23, 24);

    float[] alone = logits(network, Statistics.RUNNING, row);
    float[] beside = logits(network, Statistics.RUNNING, longer, row);

    for (int exit = 0; exit < LAYERS; exit++) {
      for (int k = 0; k < CLASSES; k++) {
        assertThat(beside[(exit * 2 + 1) * CLASSES + k])
            .isCloseTo(alone[exit * CLASSES + k], within(1e-5f));
      }
    }
  }

  @Test
  void poolingsDiffer() {
    assertThat(logits(network(Pooling.MEAN, 0), Statistics.RUNNING, row(1, 5, 9)))
        .isNotEqualTo(logits(network(Pooling.CLS, 0), Statistics.RUNNING, row(1, 5, 9)));
  }

  @Test
  void orderAndSegmentOfTokensCount() {
    ExitNetwork network = network(Pooling.MEAN, 0);
    float[] plain = logits(network, Statistics.RUNNING, row(1, 5, 9));

    assertThat(logits(network, Statistics.RUNNING, row(1, 9, 5))).isNotEqualTo(plain);
    assertThat(
            logits(
                network,
                Statistics.RUNNING,
                new TokenizedRow(new long[] {1, 5, 9}, new long[] {0, 0, 1}, 0, false)))
        .isNotEqualTo(plain);
  }

  @Test
  void dropoutActsInLearningStepsOnly() {
    ExitNetwork network = network(Pooling.MEAN, 0.5);
    TokenizedRow[] rows = {row(1, 5, 9), row(1, 6, 8), row(1, 20, 30)};
    float[] looked = logits(network, Statistics.BATCH, rows);

    assertThat(logits(network, Statistics.BATCH, rows)).isEqualTo(looked);
    assertThat(logits(network, Statistics.BATCH_AND_LEARN, rows)).isNotEqualTo(looked);
  }

  @Test
  void batchStatisticsMakeARowDependOnItsBatchAndRunningOnesDoNot() {
    ExitNetwork network = network(Pooling.MEAN, 0);
    TokenizedRow row = row(1, 5, 9);

    float[] one = logits(network, Statistics.BATCH, row, row(1, 6, 8));
    float[] other = logits(network, Statistics.BATCH, row, row(1, 30, 31));
    assertThat(Arrays.copyOf(one, CLASSES)).isNotEqualTo(Arrays.copyOf(other, CLASSES));

    float[] kept = logits(network, Statistics.RUNNING, row, row(1, 6, 8));
    float[] keptToo = logits(network, Statistics.RUNNING, row, row(1, 30, 31));
    assertThat(Arrays.copyOf(kept, CLASSES))
        .containsExactly(Arrays.copyOf(keptToo, CLASSES), within(1e-6f));
  }

  private static ExitNetwork network(Pooling pooling, double dropout) {
    return TinyTask.network(
        LAYERS, 16, TinyTask.settings().pooling(pooling).dropout(dropout).build());
  }

  private static TokenizedRow row(long... ids) {
    return new TokenizedRow(ids, new long[ids.length], 0, false);
  }

  /** {@code [M, B, K]}. */
  private static float[] logits(ExitNetwork network, Statistics statistics, TokenizedRow... rows) {
    return TensorValues.floats(network.logits(Batch.of(List.of(rows)), statistics));
  }
}
