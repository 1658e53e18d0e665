package io.leebert.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class Int8ValuesTest {
  private static final int ROWS = 40;
  private static final int COLUMNS = 6;

  @Test
  void aProductsMatrixKeepsEveryColumnToHalfAStepOfItsOwn() {
    float[] matrix = matrix();

    Int8Values int8 = Int8Values.byColumn(Constants.floats("m", matrix, shape()));

    assertThat(int8.scales()).hasSize(COLUMNS);
    for (int i = 0; i < matrix.length; i++) {
      float scale = int8.scales()[i % COLUMNS];
      assertThat(int8.values()[i] * scale).isCloseTo(matrix[i], within(scale * 0.501f));
    }
  }

  /** More would overflow 16 bits where a processor adds two products in them. */
  @Test
  void aProductsMatrixStaysWithinSixBitsAndASign() {
    Int8Values int8 = Int8Values.byColumn(Constants.floats("m", matrix(), shape()));

    int largest = 0;
    for (byte value : int8.values()) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(largest).isEqualTo(63);
    assertThat(2 * 255 * largest).isLessThanOrEqualTo(Short.MAX_VALUE);
  }

  @Test
  void aTableKeepsEveryRowToHalfAStepOfItsOwn() {
    float[] table = matrix();

    Int8Values int8 = Int8Values.byRow(Constants.floats("t", table, shape()));

    assertThat(int8.scales()).hasSize(ROWS);
    int largest = 0;
    for (int i = 0; i < table.length; i++) {
      float scale = int8.scales()[i / COLUMNS];
      assertThat(int8.values()[i] * scale).isCloseTo(table[i], within(scale * 0.501f));
      largest = Math.max(largest, Math.abs(int8.values()[i]));
    }
    assertThat(largest).isEqualTo(127);
  }

  @Test
  void zerosStayZeros() {
    Int8Values columns = Int8Values.byColumn(Constants.floats("z", new float[4], new int[] {2, 2}));
    Int8Values rows = Int8Values.byRow(Constants.floats("z", new float[4], new int[] {2, 2}));

    assertThat(columns.values()).containsOnly(0);
    assertThat(columns.scales()).containsOnly(1f);
    assertThat(rows.values()).containsOnly(0);
    assertThat(rows.scales()).containsOnly(1f);
  }

  /** Columns and rows of very different sizes. */
  private static float[] matrix() {
    Random random = new Random(5);
    float[] values = new float[ROWS * COLUMNS];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * Math.pow(10, i % COLUMNS - 3) * (1 + i / 24));
    }
    return values;
  }

  private static int[] shape() {
    return new int[] {ROWS, COLUMNS};
  }
}
