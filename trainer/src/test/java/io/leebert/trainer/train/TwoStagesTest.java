package io.leebert.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.trainer.backbone.TensorValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** DeeBERT: the backbone with its last exit, then the other exits with the backbone frozen. */
class TwoStagesTest {

  private static final int LAYERS = 3;
  private static final int HIDDEN = 16;

  private final PointerScope scope = new PointerScope();
  private final RecordingListener listener = new RecordingListener();
  private final Hyperparameters settings =
      TinyTask.settings().twoStages().epochs(3).dropout(0.2).weightDecay(0.1).build();
  private final TrainingData data = TinyTask.data(96, 30);
  private final ExitNetwork network = TinyTask.network(LAYERS, HIDDEN, settings);
  private final List<Stage> stages = Stage.of(settings.method(), LAYERS, new Random(1));
  private final int perEpoch =
      EpochBatches.of(data.train(), settings.batchSize(), false, 0).steps();
  private final TrainingRun run =
      new TrainingRun(
          settings,
          network,
          data,
          listener,
          System::nanoTime,
          null,
          0,
          stages.size(),
          perEpoch * settings.epochs());

  private List<float[]> encoderAtFirst = List.of();

  @BeforeEach
  void trainTheBackbone() {
    encoderAtFirst = encoder();
    new StageRun(run, stages.get(0), 0, perEpoch).train();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  @Test
  void theFirstStageTrainsTheBackboneAndTheLastExitOnly() {
    assertThat(stages.get(0).trained()).containsExactly(false, false, true);
    assertThat(encoder().get(0)).isNotEqualTo(encoderAtFirst.get(0));
    assertThat(listener.epochs).allMatch(report -> report.stage().equals("backbone"));
    // The model's score is the last exit's, whatever the others say.
    for (EpochReport report : listener.epochs) {
      assertThat(report.scores().average()).isEqualTo(report.scores().scores().get(LAYERS - 1));
    }
  }

  @Test
  void theSecondStageChangesNeitherTheBackboneNorTheLastExit() {
    List<float[]> encoder = encoder();
    List<float[]> last = exit(LAYERS);
    float[][][] before = run.probabilities();

    trainTheExits();

    List<float[]> after = encoder();
    for (int i = 0; i < encoder.size(); i++) {
      assertThat(after.get(i)).isEqualTo(encoder.get(i));
    }
    for (int i = 0; i < last.size(); i++) {
      assertThat(exit(LAYERS).get(i)).as("part %d of the last exit", i).isEqualTo(last.get(i));
    }
    float[][][] now = run.probabilities();
    for (int row = 0; row < now.length; row++) {
      assertThat(now[row][LAYERS - 1]).isEqualTo(before[row][LAYERS - 1]);
    }
  }

  @Test
  void theSecondStageTrainsTheExitsBefore() {
    List<List<float[]>> before = List.of(exit(1), exit(2));
    double untrained = run.scores(stages.get(1).trained()).average();

    trainTheExits();

    for (int exit = 1; exit < LAYERS; exit++) {
      for (int part = 0; part < before.get(exit - 1).size(); part++) {
        assertThat(exit(exit).get(part)).isNotEqualTo(before.get(exit - 1).get(part));
      }
    }
    assertThat(run.scores(stages.get(1).trained()).average()).isGreaterThan(untrained);
    assertThat(listener.epochs)
        .filteredOn(report -> report.stage().equals("exits"))
        .hasSize(3)
        .allMatch(report -> report.step() > 3 * perEpoch);
  }

  private void trainTheExits() {
    new StageRun(run, stages.get(1), 1, perEpoch).train();
  }

  private List<float[]> encoder() {
    return network.encoder().trainable().values().stream().map(TensorValues::floats).toList();
  }

  /** Weight, bias, running mean and running variance of one exit. */
  private List<float[]> exit(int exit) {
    List<float[]> parts = new ArrayList<>();
    for (Tensor tensor : network.exits().state()) {
      parts.add(TensorValues.floats(tensor.view(LAYERS, -1).select(0, exit - 1)));
    }
    return parts;
  }
}
