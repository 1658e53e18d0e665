package io.leebert.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossTermsTest {

  @Test
  void aTermThatIsZeroThroughoutIsNotThere() {
    List<WeightsPoint> present =
        LossTerms.present(
            List.of(
                new WeightsPoint(1, new double[][] {{1, 0, 0}, {1, 2, Double.NaN}}),
                new WeightsPoint(2, new double[][] {{1, 0, 3}, {0, 2, 0}})));

    assertThat(Arrays.deepToString(present.get(0).weights()))
        .isEqualTo("[[1.0, NaN, 0.0], [1.0, 2.0, NaN]]");
    assertThat(Arrays.deepToString(present.get(1).weights()))
        .isEqualTo("[[1.0, NaN, 3.0], [0.0, 2.0, NaN]]");
  }

  @Test
  void noPointsStayNoPoints() {
    assertThat(LossTerms.present(List.of())).isEmpty();
  }
}
