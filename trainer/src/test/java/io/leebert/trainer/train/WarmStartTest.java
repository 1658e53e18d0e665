package io.leebert.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.trainer.backbone.Backbone;
import io.leebert.trainer.backbone.BertEncoder;
import io.leebert.trainer.backbone.MultiExitNetwork;
import io.leebert.trainer.backbone.Pooling;
import io.leebert.trainer.backbone.Precision;
import io.leebert.trainer.backbone.StandardizedExits;
import io.leebert.trainer.backbone.TrainingDevice;
import io.leebert.trainer.data.TinyTokenizer;
import io.leebert.trainer.data.TokenizedRow;
import io.leebert.trainer.evaluate.GraphAnswer;
import io.leebert.trainer.evaluate.GraphRunner;
import io.leebert.trainer.exits.ExitRule;
import io.leebert.trainer.export.BundleDetails;
import io.leebert.trainer.export.BundleExporter;
import io.leebert.trainer.export.BundleNetwork;
import io.leebert.trainer.export.HeldOut;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Training on from a bundle. */
class WarmStartTest {

  private static final int LAYERS = 3;

  @TempDir Path folder;

  private final TrainingData data = TinyTask.data(240, 60);

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void beforeTheFirstStepTheNetworkAnswersAsTheBundleDoes(boolean standardized)
      throws OrtException {
    Hyperparameters settings = TinyTask.settings().epochs(2).standardized(standardized).build();
    try (ModelBundle bundle = bundle(trained(settings).network())) {
      MultiExitNetwork start = BundleNetwork.of(bundle);
      // Statistics of other rows than those that were trained on: any will do.
      ExitNetwork network = warm(start, settings, TinyTask.data(64, 10));

      float[][][] warm = new Scoring(data.heldOut()).probabilities(network, Precision.FP32);

      try (GraphRunner graph = GraphRunner.open(bundle.model(), 1)) {
        for (int patience = 0; patience <= LAYERS; patience++) {
          ExitRule rule = ExitRule.ofPatience(patience, start.votes());
          List<GraphAnswer> answers = graph.run(data.heldOut(), rule);
          for (int row = 0; row < answers.size(); row++) {
            GraphAnswer answer = answers.get(row);
            assertThat(warm[row][answer.exitLayer() - 1])
                .usingComparatorWithPrecision(1e-4f)
                .containsExactly(answer.probabilities());
          }
        }
      }
    }
  }

  @Test
  void aNewLabelChangesNothingAmongTheOldOnesInWhateverOrderTheyAre() {
    Hyperparameters settings = TinyTask.settings(2, 1);
    TrainingResult result = trained(settings);
    List<String> labels = List.of("red", "white", "blue", "green");
    TrainingData wider = new TrainingData(data.train(), data.heldOut(), labels, 32, data.metric());

    ExitNetwork network = warm(result.network(), settings, wider);

    float[][][] warm = new Scoring(data.heldOut()).probabilities(network, Precision.FP32);
    for (int row = 0; row < warm.length; row++) {
      for (int exit = 0; exit < LAYERS; exit++) {
        float[] before = result.probabilities()[row][exit];
        float[] now = warm[row][exit];
        double old = 1 - now[1];
        assertThat(now[2] / old).isCloseTo(before[0], within(1e-4));
        assertThat(now[3] / old).isCloseTo(before[1], within(1e-4));
        assertThat(now[0] / old).isCloseTo(before[2], within(1e-4));
        // Neither the answer to everything from the start, nor out of the question.
        assertThat(now[1]).isBetween(1e-6f, 0.9f);
      }
    }
  }

  @Test
  void anExitThatDidNotVoteStartsAnew() {
    Hyperparameters settings = TinyTask.settings(1, 1);
    MultiExitNetwork trained = trained(settings).network();
    MultiExitNetwork silent =
        new MultiExitNetwork(
            trained.backbone(),
            trained.pooling(),
            trained.exits(),
            List.of(false, true, true),
            trained.labels(),
            trained.maxLength());

    float[][][] all =
        new Scoring(data.heldOut()).probabilities(warm(trained, settings, data), Precision.FP32);
    float[][][] some =
        new Scoring(data.heldOut()).probabilities(warm(silent, settings, data), Precision.FP32);

    assertThat(some[0][0]).isNotEqualTo(all[0][0]);
    assertThat(some[0][1]).isEqualTo(all[0][1]);
  }

  @Test
  void trainingOnBeginsWhereTheBundleStood() {
    Hyperparameters settings = TinyTask.settings(6, 1);
    TrainingResult first = trained(settings);
    RecordingListener cold = new RecordingListener();
    RecordingListener warm = new RecordingListener();

    new Trainer(settings, cold, System::nanoTime).train(TinyTask.backbone(LAYERS, 32), data);
    TrainingResult second =
        new Trainer(settings, warm, System::nanoTime).train(first.network(), data);

    assertThat(warm.losses.get(0)).isLessThan(cold.losses.get(0) / 2);
    assertThat(second.scores().average()).isGreaterThan(first.scores().average() - 0.05);
  }

  @Test
  void exitsThatLookAtSomethingElseAreRefused() {
    MultiExitNetwork trained = trained(TinyTask.settings(1, 1)).network();
    Hyperparameters other = TinyTask.settings().pooling(Pooling.CLS).build();

    assertThatThrownBy(
            () ->
                new Trainer(other, new RecordingListener(), System::nanoTime).train(trained, data))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the exits of tiny look at mean, these settings ask for cls");
  }

  private TrainingResult trained(Hyperparameters settings) {
    return new Trainer(settings, new RecordingListener(), System::nanoTime)
        .train(TinyTask.backbone(LAYERS, 32), data);
  }

  private static ExitNetwork warm(
      MultiExitNetwork start, Hyperparameters settings, TrainingData data) {
    ExitNetwork network =
        new ExitNetwork(
            new BertEncoder(start.backbone(), LAYERS, true, 0),
            new StandardizedExits(
                LAYERS,
                32,
                data.labels().size(),
                new Random(9),
                settings.exits().standardized(),
                TrainingDevice.CPU),
            settings.exits().pooling());
    WarmStart.of(network, start, data);
    return network;
  }

  private ModelBundle bundle(MultiExitNetwork trained) {
    Backbone old = trained.backbone();
    MultiExitNetwork network =
        new MultiExitNetwork(
            new Backbone(old.name(), old.config(), old.weights(), TinyTokenizer.json()),
            trained.pooling(),
            trained.exits(),
            List.of(true, true, true),
            trained.labels(),
            trained.maxLength());
    List<TokenizedRow> rows = new ArrayList<>(data.heldOut().subList(0, 8));
    ExitNetwork asItIs = warm(network, TinyTask.settings(1, 1), data);
    return new BundleExporter(Clock.systemUTC(), 1)
        .export(
            network,
            new HeldOut(rows, new Scoring(rows).probabilities(asItIs, Precision.FP32)),
            new BundleDetails(
                "tiny",
                "1",
                data.metric(),
                false,
                ExitRule.ofPatience(1, network.votes()),
                Map.of()),
            folder.resolve("bundle"));
  }
}
