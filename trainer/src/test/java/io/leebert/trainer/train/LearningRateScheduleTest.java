package io.leebert.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearningRateScheduleTest {

  @Test
  void theRateRisesThenFallsToZero() {
    LearningRateSchedule schedule = new LearningRateSchedule(4, 14);

    assertThat(schedule.factor(0)).isCloseTo(0.2, within(1e-12));
    assertThat(schedule.factor(3)).isCloseTo(0.8, within(1e-12));
    assertThat(schedule.factor(4)).isEqualTo(1);
    assertThat(schedule.factor(9)).isEqualTo(0.5);
    assertThat(schedule.factor(13)).isCloseTo(0.1, within(1e-12));
    assertThat(schedule.factor(14)).isZero();
    assertThat(schedule.factor(20)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "0, 7", "3, 30", "29, 30", "30, 30", "100, 1000"})
  void everyStepMovesAndThePeakIsReachedOnceAtMost(int warmup, int total) {
    LearningRateSchedule schedule = new LearningRateSchedule(warmup, total);

    double before = 0;
    for (int step = 0; step < total; step++) {
      double factor = schedule.factor(step);
      assertThat(factor).isGreaterThan(0).isLessThanOrEqualTo(1);
      if (step > 0) {
        assertThat(factor > before).as("step " + step).isEqualTo(step <= warmup);
      }
      before = factor;
    }
    if (warmup < total) {
      assertThat(schedule.factor(warmup)).isEqualTo(1);
    }
    assertThat(schedule.factor(Math.max(total, warmup + 1))).isZero();
  }

  @Test
  void withoutWarmUpItStartsAtThePeak() {
    assertThat(new LearningRateSchedule(0, 10).factor(0)).isEqualTo(1);
  }
}
