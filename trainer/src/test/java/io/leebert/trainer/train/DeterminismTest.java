package io.leebert.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.trainer.backbone.Weight;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wide enough that the engine really shares a step's work between threads. */
class DeterminismTest {

  private record Run(List<Double> losses, TrainingResult result) {}

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void theSameSeedGivesTheSameLossesWeightsAndProbabilitiesBitForBit(int threads) {
    Run first = run(7, threads);
    Run second = run(7, threads);

    assertThat(second.losses()).isEqualTo(first.losses());
    assertThat(TinyTask.flat(second.result().probabilities()))
        .isEqualTo(TinyTask.flat(first.result().probabilities()));
    assertThat(second.result().scores()).isEqualTo(first.result().scores());
    first
        .result()
        .network()
        .backbone()
        .weights()
        .forEach(
            (name, weight) ->
                assertThat(second.result().network().backbone().weight(name).values())
                    .as(name)
                    .isEqualTo(weight.values()));
    for (int exit = 0; exit < 2; exit++) {
      assertThat(exitWeight(second, exit).values()).isEqualTo(exitWeight(first, exit).values());
    }
  }

  @Test
  void anotherSeedGivesOtherLossesFromTheFirstStepOn() {
    assertThat(run(8, 1).losses().get(0)).isNotEqualTo(run(7, 1).losses().get(0));
  }

  @Test
  void dropoutFollowsTheSeedToo() {
    TrainingResult without = train(TinyTask.settings().seed(7).dropout(0), new RecordingListener());
    TrainingResult with = train(TinyTask.settings().seed(7).dropout(0.2), new RecordingListener());

    assertThat(TinyTask.flat(with.probabilities()))
        .isNotEqualTo(TinyTask.flat(without.probabilities()));
  }

  @Test
  void nothingOfARunStaysForTheNext() {
    Run before = run(7, 1);
    run(99, 1);

    assertThat(run(7, 1).losses()).isEqualTo(before.losses());
  }

  private static Weight exitWeight(Run run, int exit) {
    return run.result().network().exits().get(exit).weight();
  }

  private static Run run(long seed, int threads) {
    RecordingListener listener = new RecordingListener();
    SettingsBuilder settings =
        TinyTask.settings().seed(seed).threads(threads).epochs(2).batchSize(64).cycle(2);
    return new Run(listener.losses, train(settings, listener));
  }

  private static TrainingResult train(SettingsBuilder settings, RecordingListener listener) {
    return new Trainer(settings.build(), listener, System::nanoTime)
        .train(TinyTask.backbone(2, 64), TinyTask.data(256, 40));
  }
}
