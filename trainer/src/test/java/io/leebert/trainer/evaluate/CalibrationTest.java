package io.leebert.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CalibrationTest {

  @Test
  void rowsFallIntoBinsOfTheirLargestProbability() {
    // 0.62 right, 0.68 wrong | 0.91 right, 0.97 right | 1.0 wrong, in the last bin, too.
    Calibration calibration = of(new float[] {0.62f, 0.68f, 0.91f, 0.97f, 1f}, 0, 1, 0, 0, 1);

    assertThat(calibration.bins()).hasSize(Calibration.BINS);
    Calibration.Bin seventh = calibration.bins().get(6);
    assertThat(seventh.from()).isEqualTo(0.6);
    assertThat(seventh.to()).isEqualTo(0.7);
    assertThat(seventh.rows()).isEqualTo(2);
    assertThat(seventh.meanConfidence()).isCloseTo(0.65, within(1e-6));
    assertThat(seventh.accuracy()).isEqualTo(0.5);
    Calibration.Bin last = calibration.bins().get(9);
    assertThat(last.rows()).isEqualTo(3);
    assertThat(last.meanConfidence()).isCloseTo(0.96, within(1e-6));
    assertThat(last.accuracy()).isCloseTo(2 / 3.0, within(1e-12));
    // 2/5 * |0.65 - 0.5| + 3/5 * |0.96 - 2/3|.
    assertThat(calibration.error()).isCloseTo(0.06 + 0.176, within(1e-6));
  }

  @Test
  void binsWithoutRowsAreThereAndAddNothing() {
    Calibration calibration = of(new float[] {0.75f, 0.75f, 0.75f, 0.75f}, 0, 0, 0, 1);

    assertThat(calibration.error()).isCloseTo(0, within(1e-9));
    for (int bin = 0; bin < Calibration.BINS; bin++) {
      if (bin != 7) {
        assertThat(calibration.bins().get(bin).rows()).isZero();
        assertThat(calibration.bins().get(bin).meanConfidence()).isZero();
        assertThat(calibration.bins().get(bin).accuracy()).isZero();
      }
    }
  }

  @Test
  void anExitThatIsSureAndAlwaysWrongIsAsFarOffAsCanBe() {
    assertThat(of(new float[] {1, 1}, 1, 1).error()).isEqualTo(1);
  }

  @Test
  void onlyTheExitThatIsAskedForCounts() {
    float[][][] rows = {{{1, 0}, {0, 1}}, {{1, 0}, {0, 1}}};

    assertThat(Calibration.of(rows, new int[] {0, 0}, 0).error()).isZero();
    assertThat(Calibration.of(rows, new int[] {0, 0}, 1).error()).isEqualTo(1);
  }

  /** Two classes, class 0 at least as probable. */
  private static Calibration of(float[] confidences, int... gold) {
    float[][][] rows = new float[confidences.length][][];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = new float[][] {{confidences[row], 1 - confidences[row]}};
    }
    return Calibration.of(rows, gold, 0);
  }
}
