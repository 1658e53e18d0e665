package io.leebert.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

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

  @Test
  void withoutWarmUpItStartsAtThePeak() {
    assertThat(new LearningRateSchedule(0, 10).factor(0)).isEqualTo(1);
  }
}
