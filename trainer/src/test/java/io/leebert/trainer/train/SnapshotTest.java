package io.leebert.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.trainer.backbone.Precision;
import io.leebert.trainer.backbone.StandardizedExits.Statistics;
import io.leebert.trainer.data.Batch;
import io.leebert.trainer.objective.LeeBertObjective;
import io.leebert.trainer.objective.Teachers;
import io.leebert.trainer.objective.TermGrid;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SnapshotTest {

  private final PointerScope scope = new PointerScope();
  private final Hyperparameters settings =
      TinyTask.settings().freezeEmbeddings(false).dropout(0).build();
  private final TrainingData data = TinyTask.data(24, 12);
  private final ExitNetwork network = TinyTask.network(2, 16, settings);
  private final Scoring scoring = new Scoring(data.heldOut());
  private final Snapshot snapshot = new Snapshot(network);

  @AfterEach
  void close() {
    scope.close();
  }

  @Test
  void aNetworkIsAsItWasWhenTheCopyWasTaken() {
    float[] start = answers();
    learn();
    float[] taken = answers();
    snapshot.take();
    learn();
    assertThat(answers()).isNotEqualTo(taken);

    snapshot.restore();

    assertThat(answers()).isEqualTo(taken).isNotEqualTo(start);
  }

  @Test
  void theFirstCopyIsTheStart() {
    float[] start = answers();
    learn();

    snapshot.restore();

    assertThat(answers()).isEqualTo(start);
  }

  @Test
  void runningStatisticsArePartOfIt() {
    float[] start = answers();
    network.logits(Batch.of(data.train()), Statistics.BATCH_AND_LEARN);
    assertThat(answers()).isNotEqualTo(start);

    snapshot.restore();

    assertThat(answers()).isEqualTo(start);
  }

  private float[] answers() {
    return TinyTask.flat(scoring.probabilities(network, Precision.FP32));
  }

  private void learn() {
    new NetworkLearner(
            network,
            new LeeBertObjective(Teachers.ALL, 1),
            new ThetaOptimizer(network, settings, false),
            new LearningRateSchedule(0, 10),
            Precision.FP32,
            false,
            0)
        .descend(Batch.of(List.copyOf(data.train())), TermGrid.uniform(Teachers.ALL, 2));
  }
}
