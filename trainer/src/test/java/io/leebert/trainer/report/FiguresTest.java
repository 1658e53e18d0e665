package io.leebert.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

  @ParameterizedTest
  @CsvSource({
    "0.04,0.0 s",
    "9.94,9.9 s",
    "42.4,42 s",
    "59.6,1 min 00 s",
    "1013,16 min 53 s",
    "7500,2 h 05 min"
  })
  void durationsAreInTheUnitsPeopleUse(double seconds, String shown) {
    assertThat(Figures.duration(seconds)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "4,4",
    "0,0",
    "0.9,0.9",
    "0.925,0.925",
    "0.99985,0.9999",
    "0.00001,0",
    "0.30001,0.3",
    "1.0,1"
  })
  void settingsHaveNoMoreDigitsThanTheyNeed(double setting, String shown) {
    assertThat(Figures.setting(setting)).isEqualTo(shown);
  }

  @Test
  void momentsAreToTheMinute() {
    assertThat(Figures.moment("2026-11-21T08:33:45.667715882Z")).isEqualTo("2026-11-21 08:33 UTC");
    assertThat(Figures.moment("yesterday")).isEqualTo("yesterday");
  }

  @Test
  void scoresAreInHundredths() {
    assertThat(Figures.score(0.913333)).isEqualTo("91.33");
    assertThat(Figures.score(-0.02)).isEqualTo("-2.00");
  }

  @Test
  void whatIsNoNumberIsADash() {
    assertThat(Figures.score(Double.NaN)).isEqualTo("–");
    assertThat(Figures.speedUp(Double.POSITIVE_INFINITY)).isEqualTo("–");
    assertThat(Figures.duration(Double.NaN)).isEqualTo("–");
  }

  @Test
  void axesNameTheScoreWithItsUnit() {
    assertThat(Figures.scoreAxis("matthews")).isEqualTo("Matthews correlation (× 100)");
    assertThat(Figures.scoreAxis("of-my-own")).isEqualTo("of-my-own (× 100)");
  }
}
