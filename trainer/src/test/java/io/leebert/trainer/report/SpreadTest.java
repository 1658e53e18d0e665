package io.leebert.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Mean and deviation of repeats: one repeat has none, and none has not even a mean. */
class SpreadTest {

  @Test
  void theDeviationIsThatOfASample() {
    Spread spread = Spread.of(List.of("a", "bbb", "ccccc"), String::length);

    assertThat(spread.mean()).isEqualTo(3);
    // (4 + 0 + 4) / (3 - 1)
    assertThat(spread.deviation()).isCloseTo(2, within(1e-12));
    assertThat(spread.count()).isEqualTo(3);
  }

  @Test
  void oneMeasurementIsShownWithoutADeviation() {
    Spread one = Spread.of(List.of(0.9), x -> x);

    assertThat(one).isEqualTo(new Spread(0.9, 0, 1));
    assertThat(one.shown(Figures::score)).isEqualTo(Figures.score(0.9));
  }

  @Test
  void severalThatAreTheSameAreShownWithADeviationOfZero() {
    Spread same = Spread.of(List.of(0.5, 0.5), x -> x);

    assertThat(same).isEqualTo(new Spread(0.5, 0, 2));
    assertThat(same.shown(Figures::score)).isEqualTo(Figures.score(0.5) + " ± " + Figures.score(0));
  }

  @Test
  void nothingMeasuredHasNoMean() {
    Spread none = Spread.of(List.<Double>of(), x -> x);

    assertThat(none.mean()).isNaN();
    assertThat(none.deviation()).isZero();
    assertThat(none.count()).isZero();
  }

  @Test
  void oneMeasurementThatIsNoNumberMakesTheMeanNone() {
    Spread spread = Spread.of(List.of(0.5, Double.NaN), x -> x);

    assertThat(spread.mean()).isNaN();
    assertThat(spread.deviation()).isNaN();
  }
}
