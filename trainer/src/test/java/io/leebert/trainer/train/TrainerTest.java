package io.leebert.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.trainer.backbone.LinearExit;
import io.leebert.trainer.backbone.MultiExitNetwork;
import io.leebert.trainer.backbone.Weight;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainerTest {

  private final RecordingListener listener = new RecordingListener();

  @Test
  void everyExitLearnsATaskThatWordsDecide() {
    TrainingResult result =
        trainer(TinyTask.settings(10, 1)).train(TinyTask.backbone(3, 32), TinyTask.data(480, 120));

    // Three classes in equal shares: chance is 0.33.
    assertThat(result.scores().scores())
        .hasSize(3)
        .allSatisfy(score -> assertThat(score).isGreaterThan(0.8));
    assertThat(result.network().votes()).containsExactly(true, true, true);
    assertThat(listener.losses.get(listener.losses.size() - 1))
        .isLessThan(listener.losses.get(0) / 2);
    assertThat(listener.totalSteps).isEqualTo(10 * 15);
  }

  @Test
  void theResultIsTheEpochWithTheBestAverageOfTheExits() {
    TrainingResult result =
        trainer(TinyTask.settings(6, 2)).train(TinyTask.backbone(2, 16), TinyTask.data(160, 60));

    double best =
        listener.epochs.stream().mapToDouble(r -> r.scores().average()).max().orElseThrow();
    assertThat(result.scores().average()).isEqualTo(best);
    assertThat(listener.epochs.get(result.bestEpoch() - 1).scores()).isEqualTo(result.scores());
    assertThat(listener.bestEpoch).isEqualTo(result.bestEpoch());
  }

  @Test
  void twoRunsWithTheSameSeedGiveIdenticalWeightsAndAnotherSeedDoesNot() {
    MultiExitNetwork first = shortRun(7);
    MultiExitNetwork second = shortRun(7);
    MultiExitNetwork other = shortRun(8);

    for (Map.Entry<String, Weight> entry : first.backbone().weights().entrySet()) {
      assertThat(second.backbone().weight(entry.getKey()).values())
          .as(entry.getKey())
          .isEqualTo(entry.getValue().values());
    }
    for (int exit = 0; exit < first.exits().size(); exit++) {
      LinearExit one = first.exits().get(exit);
      LinearExit two = second.exits().get(exit);
      assertThat(two.weight().values()).isEqualTo(one.weight().values());
      assertThat(two.bias().values()).isEqualTo(one.bias().values());
    }
    assertThat(other.exits().get(0).weight().values())
        .isNotEqualTo(first.exits().get(0).weight().values());
  }

  @Test
  void frozenEmbeddingsStayAndLayersChange() {
    MultiExitNetwork trained = shortRun(3);
    var origin = TinyTask.backbone(2, 16);
    String embedding = "embeddings.word_embeddings.weight";
    String query = "encoder.layer.0.attention.self.query.weight";

    assertThat(trained.backbone().weight(embedding).values())
        .isEqualTo(origin.weight(embedding).values());
    assertThat(trained.backbone().weight(query).values())
        .isNotEqualTo(origin.weight(query).values());
  }

  @Test
  void fewerLayersThanTheBackboneHasCanBeUsed() {
    Hyperparameters all = TinyTask.settings(1, 1);
    Hyperparameters two =
        new Hyperparameters(
            all.epochs(),
            all.batchSize(),
            all.learningRate(),
            all.exitLearningRate(),
            all.weightLearningRate(),
            all.cycle(),
            all.temperature(),
            all.teachers(),
            all.pooling(),
            2,
            false,
            0,
            all.weightDecay(),
            all.warmup(),
            all.clip(),
            all.stopAfter(),
            all.seed(),
            all.threads());

    MultiExitNetwork network =
        trainer(two).train(TinyTask.backbone(4, 16), TinyTask.data(32, 9)).network();

    assertThat(network.backbone().config().layers()).isEqualTo(2);
    assertThat(network.exits()).hasSize(2);
    assertThat(network.backbone().weights()).doesNotContainKey("encoder.layer.2.output.dense.bias");
    assertThatThrownBy(() -> trainer(two).train(TinyTask.backbone(1, 16), TinyTask.data(32, 9)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("backbone tiny has 1 layers, 2 cannot be used");
  }

  private MultiExitNetwork shortRun(long seed) {
    return trainer(TinyTask.settings(2, seed))
        .train(TinyTask.backbone(2, 16), TinyTask.data(64, 15))
        .network();
  }

  private Trainer trainer(Hyperparameters settings) {
    return new Trainer(settings, listener, System::nanoTime);
  }
}
