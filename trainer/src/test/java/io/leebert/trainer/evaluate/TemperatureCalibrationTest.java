package io.leebert.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leebert.trainer.backbone.LinearExit;
import io.leebert.trainer.backbone.Weight;
import io.leebert.trainer.exits.ExitRule;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemperatureCalibrationTest {

  @Test
  void anExitThatSays90PercentAndIsRightIn75IsCooledToSay75() {
    // log(0.9 / 0.1) / T = log(0.75 / 0.25): T = log 9 / log 3 = 2.
    double temperature = fit(0.9f, 75);

    assertThat(temperature).isCloseTo(2, within(1e-3));
    assertThat(TemperatureCalibration.at(new float[] {0.9f, 0.1f}, temperature)[0])
        .isCloseTo(0.75f, within(1e-3f));
  }

  @Test
  void anExitThatIsSurerThanItSaysIsHeated() {
    // log(0.75 / 0.25) / T = log(0.9 / 0.1): T = 1 / 2.
    assertThat(fit(0.75f, 90)).isCloseTo(0.5, within(1e-3));
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 75, 90})
  void anExitThatMeansWhatItSaysStaysAsItIs(int percent) {
    assertThat(fit(percent / 100f, percent)).isCloseTo(1, within(1e-3));
  }

  @Test
  void temperaturesStayWithinBoundsWhenEveryRowIsRightOrWrong() {
    assertThat(fit(0.9f, 100)).isBetween(0.25, 0.251);
    assertThat(fit(0.9f, 0)).isBetween(19.9, 20.0);
  }

  @Test
  void everyExitIsFittedByItself() {
    float[][][] two = new float[100][][];
    int[] gold = new int[100];
    for (int row = 0; row < 100; row++) {
      two[row] = new float[][] {{0.9f, 0.1f}, {0.75f, 0.25f}};
      gold[row] = row < 75 ? 0 : 1;
    }

    assertThat(TemperatureCalibration.fit(two, gold, 0)).isCloseTo(2, within(1e-3));
    assertThat(TemperatureCalibration.fit(two, gold, 1)).isCloseTo(1, within(1e-3));
  }

  @Test
  void theFitIsTheLeastLossOfAFineGrid() {
    float[][][] rows = RandomRows.of(60, 1, 4, 3);
    int[] gold = new Random(4).ints(60, 0, 4).toArray();

    double fitted = loss(rows, gold, TemperatureCalibration.fit(rows, gold, 0));

    for (double t = 0.25; t < 20; t *= 1.05) {
      assertThat(fitted).isLessThanOrEqualTo(loss(rows, gold, t) + 1e-9);
    }
  }

  private static double loss(float[][][] rows, int[] gold, double temperature) {
    return TemperatureCalibration.loss(rows, gold, 0, temperature);
  }

  @Test
  void probabilitiesThatUnderflowedStayNumbers() {
    float[] cooled = TemperatureCalibration.at(new float[] {1, 0, 0}, 3);

    assertThat(cooled[0] + cooled[1] + cooled[2]).isCloseTo(1, within(1e-6f));
    assertThat(cooled[0]).isGreaterThan(cooled[1]).isFinite();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.5, 1, 3, 20})
  void noTemperatureChangesAClassOrWhereARowLeavesByPatience(double temperature) {
    List<Boolean> votes = List.of(true, true, false, true, true);
    float[][][] rows = RandomRows.of(200, 5, 3, 7);
    for (float[][] row : rows) {
      float[][] cooled = new float[row.length][];
      for (int exit = 0; exit < row.length; exit++) {
        cooled[exit] = TemperatureCalibration.at(row[exit], temperature);
        assertThat(ExitRule.mostProbable(cooled[exit])).isEqualTo(ExitRule.mostProbable(row[exit]));
      }
      for (int patience = 0; patience <= 5; patience++) {
        ExitRule rule = ExitRule.ofPatience(patience, votes);
        assertThat(rule.decide(cooled)).isEqualTo(rule.decide(row));
      }
    }
  }

  @Test
  void aCooledExitGivesTheProbabilitiesAtItsTemperature() {
    LinearExit exit =
        new LinearExit(
            Weight.of(new float[] {0.5f, -1, 2, 0.25f, 1, -0.75f}, 3, 2),
            Weight.of(new float[] {0.1f, -0.2f, 0.3f}, 3));
    float[] state = {1.5f, -0.5f};

    float[] direct = softmax(exit.cooled(2.5), state);

    assertThat(direct)
        .containsExactly(TemperatureCalibration.at(softmax(exit, state), 2.5), within(1e-6f));
    assertThat(exit.cooled(1)).isSameAs(exit);
    assertThat(exit.weight().values()[0]).as("the exit itself stays").isEqualTo(0.5f);
  }

  private static float[] softmax(LinearExit exit, float[] state) {
    float[] powers = new float[3];
    float sum = 0;
    for (int k = 0; k < 3; k++) {
      double logit = exit.bias().values()[k];
      for (int h = 0; h < 2; h++) {
        logit += exit.weight().values()[k * 2 + h] * state[h];
      }
      powers[k] = (float) Math.exp(logit);
      sum += powers[k];
    }
    for (int k = 0; k < 3; k++) {
      powers[k] /= sum;
    }
    return powers;
  }

  /** Of 100 rows that all say class 0 with a probability; so many of them are right. */
  private static double fit(float probability, int right) {
    float[][][] rows = new float[100][][];
    int[] gold = new int[100];
    for (int row = 0; row < 100; row++) {
      rows[row] = new float[][] {{probability, 1 - probability}};
      gold[row] = row < right ? 0 : 1;
    }
    return TemperatureCalibration.fit(rows, gold, 0);
  }
}
