package io.leebert.trainer.backbone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatFormatTest {

  /** Bits and values of IEEE 754 binary16, worked out by hand. */
  @ParameterizedTest
  @CsvSource({
    "0000, 0",
    "8000, -0.0",
    "0001, 5.9604645E-8",
    "03ff, 6.097555E-5",
    "0400, 6.103515625E-5",
    "3555, 0.333251953125",
    "3c00, 1",
    "3c01, 1.0009765625",
    "c000, -2",
    "7bff, 65504",
    "fbff, -65504",
    "7c00, Infinity",
    "fc00, -Infinity",
    "7e00, NaN"
  })
  void aHalfIsTheNumberThatItsBitsMean(String bits, float expected) {
    float half = FloatFormat.half((short) Integer.parseInt(bits, 16));

    assertThat(Float.floatToIntBits(half)).isEqualTo(Float.floatToIntBits(expected));
  }

  @Test
  void theBrainFormatIsTheUpperHalfOfSinglePrecision() {
    ByteBuffer buffer = ByteBuffer.allocate(6).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putShort((short) 0x3f80).putShort((short) 0xc049).putShort((short) 0x0001).flip();

    assertThat(FloatFormat.BF16.floats(buffer))
        .containsExactly(1f, -3.140625f, Float.intBitsToFloat(0x00010000));
  }

  @Test
  void typesThatAreNoFloatsHaveNoFormat() {
    assertThat(FloatFormat.of("F16")).contains(FloatFormat.F16);
    assertThat(FloatFormat.of("I64")).isEmpty();
    assertThat(FloatFormat.of("F8_E4M3")).isEmpty();
  }
}
