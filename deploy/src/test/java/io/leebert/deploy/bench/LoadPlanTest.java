package io.leebert.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.deploy.bench.LoadPlan.Phase;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadPlanTest {

  @Test
  void aSpikePlanGoesUpStepByStepAndComesBack() {
    assertThat(LoadPlan.spikes(20, List.of(5.0, 2.5), 30).phases())
        .containsExactly(
            new Phase("base", 20, 10),
            new Phase("5 x base", 100, 30),
            new Phase("2.50 x base", 50, 30),
            new Phase("base again", 20, 30));
  }

  @Test
  void eventsAreDueAtEvenDistancesWithinTheirPhase() {
    LoadPlan plan = new LoadPlan(List.of(new Phase("slow", 2, 1), new Phase("fast", 4, 1)));

    assertThat(plan.due()).containsExactly(0, 0.5, 1, 1.25, 1.5, 1.75);
  }

  @Test
  void aPhaseOfNothingIsRefused() {
    assertThatThrownBy(() -> new Phase("x", 0, 1)).hasMessageContaining("0.0 events/s for 1.0 s");
    assertThatThrownBy(() -> new Phase("x", 1, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
