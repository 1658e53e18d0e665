package io.leebert.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class QuantizeOptionsTest {

  private final QuantizeOptions options = new QuantizeOptions();

  @Test
  void fp32WeightsHaveNoBound() {
    assertThat(options.int8Bound()).isNull();
    assertThat(options.problem()).isEmpty();
    options.bound = 2.0;
    assertThat(options.problem()).isEqualTo("--quantize-bound is for --quantize int8");
  }

  @Test
  void int8WeightsMayCostOnePointUnlessAnotherBoundIsGiven() {
    options.weights = QuantizeOptions.Weights.INT8;
    assertThat(options.int8Bound()).isEqualTo(1.0);
    options.bound = 0.0;
    assertThat(options.int8Bound()).isZero();
    assertThat(options.problem()).isEmpty();
  }

  @Test
  void aBoundThatIsNoShareOfPointsIsRefused() {
    options.weights = QuantizeOptions.Weights.INT8;
    for (double bound : new double[] {-0.1, 100.1, Double.NaN}) {
      options.bound = bound;

      assertThat(options.problem())
          .isEqualTo("the bound of --quantize must be 0 to 100 points, found " + bound);
    }
  }

  @Test
  void weightsAreNamedInWhateverCase() {
    QuantizeOptions.WeightsConverter converter = new QuantizeOptions.WeightsConverter();

    assertThat(converter.convert("INT8")).isEqualTo(QuantizeOptions.Weights.INT8);
    assertThat(converter.convert("none")).isEqualTo(QuantizeOptions.Weights.NONE);
    assertThatThrownBy(() -> converter.convert("int4"))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage("expected none or int8, found int4");
  }
}
