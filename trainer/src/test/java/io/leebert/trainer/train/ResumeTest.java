package io.leebert.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.leebert.trainer.backbone.Backbone;
import io.leebert.trainer.backbone.LinearExit;
import io.leebert.trainer.optimize.WeightForm;
import io.leebert.trainer.optimize.Weighting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A run that is cut off and goes on ends as if nothing had happened. */
class ResumeTest {

  private static final Backbone BACKBONE = TinyTask.backbone(2, 8);
  private static final TrainingData DATA = TinyTask.data(48, 12);

  @TempDir private Path folder;

  @BeforeEach
  void clear() {
    checkpoints(TinyTask.settings().build()).clear();
  }

  static Stream<Arguments> methods() {
    return Stream.of(
        Arguments.of("clo-v2", settings().weighting(Weighting.CLO_V2).cycle(4)),
        Arguments.of("clo-v2 raw", settings().form(WeightForm.RAW).cycle(2).weightDecay(0.1)),
        Arguments.of("clo-hyper", settings().weighting(Weighting.CLO_HYPER).cycle(3)),
        Arguments.of("slo", settings().weighting(Weighting.SLO).epochs(2)),
        Arguments.of("random", settings().weighting(Weighting.RANDOM).epochs(2)),
        Arguments.of("deebert", settings().twoStages().batchSize(16).epochs(2)),
        Arguments.of(
            "deebert, stopping early",
            settings().twoStages().batchSize(16).epochs(4).stopAfter(1)));
  }

  private static SettingsBuilder settings() {
    return TinyTask.settings().batchSize(8).epochs(3).dropout(0.3);
  }

  static Stream<Arguments> oneAndTwoStages() {
    return methods().filter(method -> List.of("clo-v2", "deebert").contains(method.get()[0]));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("oneAndTwoStages")
  void aRunCutOffAfterAnyStepEndsAsAnUninterruptedOne(String name, SettingsBuilder builder) {
    Hyperparameters settings = builder.build();
    RecordingListener listener = new RecordingListener();
    TrainingResult whole = trainer(settings, listener, null, 0).train(BACKBONE, DATA);
    assertThat(listener.steps).hasSizeGreaterThan(8);

    for (int step : listener.steps) {
      checkpoints(settings).clear();
      cutOff(settings, PowerCut.afterStep(step), 2);
      RecordingListener rest = new RecordingListener();
      TrainingResult resumed =
          trainer(settings, rest, checkpoints(settings), 2).train(BACKBONE, DATA);

      assertSame(resumed, whole, name + " cut off after step " + step);
      int done = listener.losses.size() - rest.losses.size();
      assertThat(rest.losses).isEqualTo(listener.losses.subList(done, listener.losses.size()));
      assertThat(rest.steps).isEqualTo(listener.steps.subList(done, listener.steps.size()));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("methods")
  void aRunCutOffAgainAndAgainEndsAsAnUninterruptedOne(String name, SettingsBuilder builder) {
    Hyperparameters settings = builder.build();
    RecordingListener listener = new RecordingListener();
    TrainingResult whole = trainer(settings, listener, null, 0).train(BACKBONE, DATA);

    for (int cut = 2; cut < listener.steps.size(); cut += 2) {
      // A checkpoint after every step: the one that is cut off is taken once more.
      PowerCut power = PowerCut.afterStep(listener.steps.get(cut));
      cutOff(settings, power, 1);
      assertThat(power.losses).as("steps since the last cut").hasSize(3);
    }
    TrainingResult resumed =
        trainer(settings, new RecordingListener(), checkpoints(settings), 1).train(BACKBONE, DATA);

    assertSame(resumed, whole, name);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("methods")
  void aRunCutOffWhenAnEpochIsScoredEndsAsAnUninterruptedOne(String name, SettingsBuilder builder) {
    Hyperparameters settings = builder.build();
    RecordingListener listener = new RecordingListener();
    TrainingResult whole = trainer(settings, listener, null, 0).train(BACKBONE, DATA);

    for (EpochReport epoch : listener.epochs) {
      cutOff(settings, PowerCut.afterEpochOfStep(epoch.step()), 0);
    }
    TrainingResult resumed =
        trainer(settings, new RecordingListener(), checkpoints(settings), 0).train(BACKBONE, DATA);

    assertSame(resumed, whole, name);
  }

  @Test
  void keepingCheckpointsChangesNothing() {
    Hyperparameters settings = settings().build();

    TrainingResult without =
        trainer(settings, new RecordingListener(), null, 0).train(BACKBONE, DATA);
    TrainingResult with =
        trainer(settings, new RecordingListener(), checkpoints(settings), 1).train(BACKBONE, DATA);

    assertSame(with, without, "with checkpoints");
  }

  @Test
  void aRunThatWasOverIsOnlyFinishedAgain() {
    Hyperparameters settings = settings().build();
    TrainingResult whole =
        trainer(settings, new RecordingListener(), checkpoints(settings), 0).train(BACKBONE, DATA);

    RecordingListener again = new RecordingListener();
    TrainingResult result =
        trainer(settings, again, checkpoints(settings), 0).train(BACKBONE, DATA);

    assertThat(again.losses).isEmpty();
    assertSame(result, whole, "finished again");
  }

  @Test
  void theListenerHearsHowManyStepsAreBehindIt() {
    Hyperparameters settings = settings().build();
    cutOff(settings, PowerCut.afterStep(6), 2);

    PowerCut listener = PowerCut.afterStep(7);
    cutOff(settings, listener, 2);

    // Three steps an epoch: its end, after step 3, and every even step leave a checkpoint.
    assertThat(listener.stepsDone).isEqualTo(4);
  }

  @Test
  void theTimeBeforeTheCutCounts() {
    Hyperparameters settings = settings().epochs(2).build();
    cutOff(settings, PowerCut.afterStep(5), 1);
    long[] now = {0};

    TrainingResult resumed =
        new Trainer(
                settings,
                new RecordingListener(),
                () -> now[0] += 1_000_000_000,
                checkpoints(settings),
                1)
            .train(BACKBONE, DATA);

    // The clock stood still before the cut; a second each for two steps and one score after it.
    assertThat(resumed.seconds()).isEqualTo(3.0);
    assertThat(resumed.epochs().get(1).secondsPerStep()).isEqualTo(2.0 / 3);
  }

  @Test
  void aCheckpointOfOtherSettingsIsRefusedNamingWhatDiffers() {
    cutOff(settings().seed(1).build(), PowerCut.afterStep(4), 1);

    Hyperparameters other = settings().seed(2).build();

    assertThatThrownBy(
            () ->
                trainer(other, new RecordingListener(), checkpoints(other), 1)
                    .train(BACKBONE, DATA))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("is of another run: its seed is 1, this run's is 2");
  }

  @Test
  void damagedTensorsAreNamed() throws IOException {
    Hyperparameters settings = settings().build();
    cutOff(settings, PowerCut.afterStep(5), 1);
    Path tensors = newest().resolve("tensors.pt");
    byte[] sound = Files.readAllBytes(tensors);

    for (byte[] damaged :
        List.of(
            new byte[0],
            new byte[] {1, 2, 3},
            Arrays.copyOf(sound, sound.length / 2),
            Arrays.copyOf(sound, sound.length - 1000))) {
      Files.write(tensors, damaged);
      assertRefused(settings, tensors);
    }
    Files.delete(tensors);
    assertRefused(settings, tensors);
  }

  @Test
  void tensorsOfAnotherNetworkAreNamed() throws IOException {
    Hyperparameters settings = settings().build();
    cutOff(settings, PowerCut.afterStep(5), 1);
    Path tensors = newest().resolve("tensors.pt");
    Path other = folder.resolve("other");
    Throwable cut =
        catchThrowable(
            () ->
                new Trainer(
                        settings,
                        PowerCut.afterStep(5),
                        () -> 0,
                        new CheckpointFolder(other, Map.of()),
                        1)
                    .train(TinyTask.backbone(2, 16), DATA));
    assertThat(cut).isInstanceOf(PowerCut.Happened.class);
    Files.copy(
        other.resolve("checkpoint-000000004/tensors.pt"),
        tensors,
        StandardCopyOption.REPLACE_EXISTING);

    assertRefused(settings, tensors);
  }

  private void assertRefused(Hyperparameters settings, Path tensors) {
    assertThatThrownBy(
            () ->
                trainer(settings, new RecordingListener(), checkpoints(settings), 1)
                    .train(BACKBONE, DATA))
        .isInstanceOf(TrainingException.class)
        .hasMessageStartingWith("cannot read " + tensors + ": ")
        .hasMessageNotContaining("\n");
  }

  private Path newest() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("run"))) {
      return files.sorted().reduce((first, second) -> second).orElseThrow();
    }
  }

  private void cutOff(Hyperparameters settings, PowerCut cut, int every) {
    assertThat(
            catchThrowable(
                () -> trainer(settings, cut, checkpoints(settings), every).train(BACKBONE, DATA)))
        .isInstanceOf(PowerCut.Happened.class);
  }

  private CheckpointFolder checkpoints(Hyperparameters settings) {
    return new CheckpointFolder(folder.resolve("run"), settings.described());
  }

  /** Its clock stands still, so that reports can be compared whole. */
  private static Trainer trainer(
      Hyperparameters settings,
      TrainingListener listener,
      @Nullable CheckpointFolder checkpoints,
      int every) {
    return new Trainer(settings, listener, () -> 0, checkpoints, every);
  }

  private static void assertSame(TrainingResult found, TrainingResult expected, String when) {
    assertThat(weights(found)).as(when).usingRecursiveComparison().isEqualTo(weights(expected));
    assertThat(TinyTask.flat(found.uncalibrated()))
        .as(when)
        .isEqualTo(TinyTask.flat(expected.uncalibrated()));
    assertThat(found.temperatures()).as(when).isEqualTo(expected.temperatures());
    assertThat(found.scores()).as(when).isEqualTo(expected.scores());
    assertThat(found.epochs()).as(when).isEqualTo(expected.epochs());
    assertThat(found.bestEpoch()).as(when).isEqualTo(expected.bestEpoch());
    assertThat(found.steps()).as(when).isEqualTo(expected.steps());
    assertThat(found.history().losses()).as(when).isEqualTo(expected.history().losses());
    assertThat(found.history().weights())
        .as(when)
        .usingRecursiveComparison()
        .isEqualTo(expected.history().weights());
  }

  private static Map<String, float[]> weights(TrainingResult result) {
    Map<String, float[]> all = new TreeMap<>();
    result.network().backbone().weights().forEach((name, weight) -> all.put(name, weight.values()));
    for (int exit = 0; exit < result.network().exits().size(); exit++) {
      LinearExit one = result.network().exits().get(exit);
      all.put("exit weight " + exit, one.weight().values());
      all.put("exit bias " + exit, one.bias().values());
    }
    return all;
  }
}
