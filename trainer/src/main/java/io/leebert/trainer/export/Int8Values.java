package io.leebert.trainer.export;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * A matrix in int8: each column, or each row, divided by a scale of its own and rounded.
 *
 * @param values {@code [rows, columns]}, row by row
 * @param scales one per column, or one per row
 */
@SuppressWarnings("ArrayRecordComponent") // made, written and dropped, never compared
record Int8Values(byte[] values, float[] scales) {

  /**
   * Range of the weights of a product. Processors without VNNI add two products of an uint8 and an
   * int8 in 16 bits: 2 x 255 x 63 is the most that fits, so the same answer comes out everywhere.
   * The eighth bit would change few labels (measured: 4 instead of 5 of 872).
   */
  private static final int PRODUCT_RANGE = 63;

  /** Range of weights that are only looked up. */
  private static final int LOOKUP_RANGE = 127;

  /** Ending of the name that a matrix's values are stored under. */
  static final String VALUES = ".int8";

  /** Ending of the name that its scales are stored under. */
  static final String SCALES = ".scales";

  /** The matrix of a product, {@code [in, out]}: a scale per column. */
  static Int8Values byColumn(TensorProto matrix) {
    float[] from = floats(matrix);
    int columns = Math.toIntExact(matrix.getDims(1));
    float[] scales = new float[columns];
    for (int i = 0; i < from.length; i++) {
      scales[i % columns] = Math.max(scales[i % columns], Math.abs(from[i]));
    }
    toScales(scales, PRODUCT_RANGE);
    byte[] values = new byte[from.length];
    for (int i = 0; i < from.length; i++) {
      values[i] = (byte) Math.round(from[i] / scales[i % columns]);
    }
    return new Int8Values(values, scales);
  }

  /** A table whose rows are looked up, {@code [entries, width]}: a scale per row. */
  static Int8Values byRow(TensorProto table) {
    float[] from = floats(table);
    int width = Math.toIntExact(table.getDims(1));
    float[] scales = new float[from.length / width];
    for (int i = 0; i < from.length; i++) {
      scales[i / width] = Math.max(scales[i / width], Math.abs(from[i]));
    }
    toScales(scales, LOOKUP_RANGE);
    byte[] values = new byte[from.length];
    for (int i = 0; i < from.length; i++) {
      values[i] = (byte) Math.round(from[i] / scales[i / width]);
    }
    return new Int8Values(values, scales);
  }

  /** The numbers that these stand for, row by row. */
  float[] floats(int columns, boolean scaledByRow) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values[i] * scales[scaledByRow ? i / columns : i % columns];
    }
    return floats;
  }

  private static void toScales(float[] largest, int range) {
    for (int i = 0; i < largest.length; i++) {
      // All zeros stay zeros under any scale.
      largest[i] = largest[i] == 0 ? 1 : largest[i] / range;
    }
  }

  private static float[] floats(TensorProto tensor) {
    FloatBuffer buffer =
        tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    float[] floats = new float[buffer.remaining()];
    buffer.get(floats);
    return floats;
  }
}
