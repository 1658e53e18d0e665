package io.leebert.trainer.backbone;

import java.util.Arrays;

/** One named array of a network: row-major fp32 values and their shape. Shared, never copied. */
public final class Weight {

  private final float[] values;
  private final int[] shape;

  private Weight(float[] values, int[] shape) {
    this.values = values;
    this.shape = shape;
  }

  /**
   * Wraps values without copying them.
   *
   * @throws IllegalArgumentException when the number of values is not the product of the shape
   */
  public static Weight of(float[] values, int... shape) {
    long size = 1;
    for (int dimension : shape) {
      size *= dimension;
    }
    if (size != values.length) {
      throw new IllegalArgumentException(
          "shape " + Arrays.toString(shape) + " holds " + size + " values, found " + values.length);
    }
    return new Weight(values, shape.clone());
  }

  /** The values, row-major; the array itself, so callers must not write to it. */
  public float[] values() {
    return values;
  }

  /** A copy of the shape. */
  public int[] shape() {
    return shape.clone();
  }
}
