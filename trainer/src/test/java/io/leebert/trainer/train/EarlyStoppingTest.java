package io.leebert.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EarlyStoppingTest {

  @Test
  void itStopsAfterSoManyEpochsWithoutABetterScore() {
    EarlyStopping stopping = new EarlyStopping(2);

    assertThat(stopping.improves(0.5)).isTrue();
    assertThat(stopping.improves(0.7)).isTrue();
    assertThat(stopping.improves(0.6)).isFalse();
    assertThat(stopping.stops()).isFalse();
    assertThat(stopping.improves(0.7)).isFalse();

    assertThat(stopping.stops()).isTrue();
    assertThat(stopping.bestEpoch()).isEqualTo(2);
  }

  @Test
  void aBetterScoreStartsTheWaitAnew() {
    EarlyStopping stopping = new EarlyStopping(2);

    stopping.improves(-0.1);
    stopping.improves(-0.2);
    stopping.improves(0.1);
    stopping.improves(0);

    assertThat(stopping.stops()).isFalse();
    assertThat(stopping.bestEpoch()).isEqualTo(3);
  }
}
