package io.leebert.trainer.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How often a retraining tells of itself, what it estimates, and how it is ended. */
class RetrainWatchTest {

  private final List<RetrainProgress> told = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();
  private long nanoTime;
  private boolean cancelled;

  private final RetrainWatch watch =
      new RetrainWatch(
          new RetrainListener() {
            @Override
            public void progress(RetrainProgress progress) {
              told.add(progress);
            }

            @Override
            public void notice(String message) {
              notices.add(message);
            }
          },
          () -> cancelled,
          () -> nanoTime);

  @Test
  void stepsAreToldOnceASecondHoweverManyThereAre() {
    watch.enters(RetrainPhase.TRAINING);
    watch.started(1000, 0);
    told.clear();

    for (int step = 1; step <= 500; step++) {
      nanoTime += 10_000_000;
      watch.step(step, 1);
    }

    assertThat(told).hasSize(5);
    assertThat(told.get(4).done()).isCloseTo(0.02 + 0.88 / 2, within(1e-9));
  }

  @Test
  void theTimeLeftIsThatOfTheStepsSoFarAndNothingAtFirst() {
    watch.enters(RetrainPhase.TRAINING);
    watch.started(100, 0);
    assertThat(told).extracting(RetrainProgress::secondsLeft).containsOnlyNulls();

    nanoTime += 44_000_000_000L;
    watch.step(50, 1);

    // 44 s for 44 % of the work, 54 % are left.
    assertThat(told.get(told.size() - 1).secondsLeft()).isCloseTo(54.0, within(1e-6));
  }

  @Test
  void aRunThatGoesOnCountsTheTimeOfItsOwnStepsOnly() {
    watch.enters(RetrainPhase.TRAINING);
    watch.started(100, 50);
    nanoTime += 22_000_000_000L;
    watch.step(75, 1);

    assertThat(notices).containsExactly("going on after step 50 of 100");
    assertThat(told.get(told.size() - 1).secondsLeft()).isCloseTo(32.0, within(1e-6));
  }

  @Test
  void earlyStoppingJumpsForwardAndNothingEverGoesBack() {
    watch.enters(RetrainPhase.TRAINING);
    watch.started(100, 0);
    watch.step(20, 1);
    watch.enters(RetrainPhase.EXPORTING);
    watch.enters(RetrainPhase.SCORING);

    assertThat(told).extracting(RetrainProgress::done).isSorted().endsWith(0.9, 0.94);
  }

  @Test
  void cancellingEndsItAtTheNextStepOrBatchOfScores() {
    watch.enters(RetrainPhase.TRAINING);
    cancelled = true;

    assertThatThrownBy(() -> watch.step(1, 1)).isInstanceOf(StoppedException.class);
    assertThatThrownBy(watch::scored).isInstanceOf(StoppedException.class);
    assertThatThrownBy(() -> watch.enters(RetrainPhase.EXPORTING))
        .isInstanceOf(StoppedException.class);
  }
}
