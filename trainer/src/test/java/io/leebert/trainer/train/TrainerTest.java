package io.leebert.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leebert.trainer.backbone.LinearExit;
import io.leebert.trainer.backbone.MultiExitNetwork;
import io.leebert.trainer.backbone.Pooling;
import io.leebert.trainer.backbone.Weight;
import io.leebert.trainer.data.TokenizedRow;
import io.leebert.trainer.objective.Teachers;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

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
    Hyperparameters two = TinyTask.settings().layers(2).freezeEmbeddings(false).dropout(0).build();

    MultiExitNetwork network =
        trainer(two).train(TinyTask.backbone(4, 16), TinyTask.data(32, 9)).network();

    assertThat(network.backbone().config().layers()).isEqualTo(2);
    assertThat(network.exits()).hasSize(2);
    assertThat(network.backbone().weights()).doesNotContainKey("encoder.layer.2.output.dense.bias");
    assertThatThrownBy(() -> trainer(two).train(TinyTask.backbone(1, 16), TinyTask.data(32, 9)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("backbone tiny has 1 layers, 2 cannot be used");
  }

  @ParameterizedTest
  @CsvSource({"4, 2", "5, 2", "31, 16", "33, 16", "35, 16", "63, 16", "64, 16", "67, 16"})
  void asManyStepsAreTakenAsWereToldWhateverTheNumberOfRows(int rows, int batchSize) {
    // Every step asks for a batch of D2, of which there may be fewer than of D1.
    trainer(TinyTask.settings().epochs(3).batchSize(batchSize).cycle(1).build())
        .train(TinyTask.backbone(1, 8), TinyTask.data(rows, 3));

    assertThat(listener.steps)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, listener.totalSteps).boxed().toList());
    assertThat(listener.epochs).extracting(EpochReport::epoch).containsExactly(1, 2, 3);
  }

  @Test
  void anEpochBehindTheBestIsThrownAway() {
    // The held-out rows say the opposite of the others: the more is learnt, the worse they score.
    TrainingData data = TinyTask.data(96, 48);
    List<TokenizedRow> opposite =
        data.heldOut().stream()
            .map(row -> new TokenizedRow(row.ids(), row.types(), (row.gold() + 1) % 3, false))
            .toList();
    Hyperparameters settings = TinyTask.settings().epochs(10).stopAfter(10).build();

    TrainingResult result =
        trainer(settings)
            .train(
                TinyTask.backbone(2, 16),
                new TrainingData(
                    data.train(), opposite, data.labels(), data.maxLength(), data.metric()));

    List<Double> averages =
        listener.epochs.stream().map(report -> report.scores().average()).toList();
    double best = averages.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    assertThat(averages.get(averages.size() - 1)).as("the last epoch is worse").isLessThan(best);
    assertThat(result.bestEpoch()).isEqualTo(averages.indexOf(best) + 1);
    assertThat(result.scores().average()).isEqualTo(best);
    for (EpochReport report : listener.epochs) {
      assertThat(report.best())
          .isEqualTo(
              averages.subList(0, report.epoch() - 1).stream()
                  .allMatch(before -> before < report.scores().average()));
    }
  }

  @Test
  void itStopsWhenSoManyEpochsBroughtNothing() {
    // Steps too small to change any prediction.
    Hyperparameters still =
        TinyTask.settings().epochs(20).learningRates(1e-12, 1e-12).stopAfter(3).dropout(0).build();

    TrainingResult result = trainer(still).train(TinyTask.backbone(1, 8), TinyTask.data(32, 24));

    assertThat(result.epochs()).hasSizeLessThan(20);
    assertThat(result.epochs()).hasSize(result.bestEpoch() + 3);
  }

  @Test
  void weightsThatAreNoNumbersAnyMoreAreNeverAResult() {
    // One step only, so that no later loss tells.
    Hyperparameters last =
        TinyTask.settings().batchSize(64).learningRates(1e30, 1e30).dropout(0).build();

    assertThatThrownBy(() -> trainer(last).train(TinyTask.backbone(2, 8), TinyTask.data(64, 9)))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("training has diverged; lower --learning-rate");
    assertThat(listener.losses).hasSize(1).allSatisfy(loss -> assertThat(loss).isFinite());
  }

  @Test
  void aLossThatIsNoNumberEndsTrainingAtItsStep() {
    Hyperparameters wild = TinyTask.settings().learningRates(1e30, 1e30).dropout(0).build();

    assertThatThrownBy(() -> trainer(wild).train(TinyTask.backbone(2, 8), TinyTask.data(64, 9)))
        .isInstanceOf(TrainingException.class)
        .hasMessageMatching("the loss is (NaN|Infinity) at step 2: training has diverged.*");
  }

  @ParameterizedTest
  @EnumSource(Teachers.class)
  void allTeachersTrainAlsoASingleExit(Teachers teachers) {
    TrainingResult result =
        trainer(TinyTask.settings().teachers(teachers).pooling(Pooling.CLS).build())
            .train(TinyTask.backbone(1, 8), TinyTask.data(40, 9));

    assertThat(result.network().exits()).hasSize(1);
    assertThat(listener.losses).allSatisfy(loss -> assertThat(loss).isFinite().isPositive());
  }

  @Test
  void theFirstLossIsWhatChanceGives() {
    trainer(TinyTask.settings().teachers(Teachers.NONE).build())
        .train(TinyTask.backbone(3, 16), TinyTask.data(64, 9));

    // Exits start from nearly nothing: 3 times the cross-entropy of one class in three.
    assertThat(listener.losses.get(0)).isCloseTo(3 * Math.log(3), within(0.3));
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
