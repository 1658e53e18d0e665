package io.leebert.trainer.backbone;

import java.nio.ByteBuffer;
import java.util.Optional;

/** How a file stores numbers that become fp32. */
enum FloatFormat {
  /** IEEE 754 single precision. */
  F32(4) {
    @Override
    float next(ByteBuffer buffer) {
      return buffer.getFloat();
    }
  },
  /** IEEE 754 half precision. */
  F16(2) {
    @Override
    float next(ByteBuffer buffer) {
      return half(buffer.getShort());
    }
  },
  /** The upper half of single precision. */
  BF16(2) {
    @Override
    float next(ByteBuffer buffer) {
      return Float.intBitsToFloat(buffer.getShort() << 16);
    }
  };

  private static final int HALF_EXPONENTS = 0x1f;
  private static final int HALF_FRACTION = 0x3ff;
  private static final float HALF_SMALLEST = 0x1p-24f;

  private final int bytes;

  FloatFormat(int bytes) {
    this.bytes = bytes;
  }

  /** The format of safetensors' name, or nothing for a type that is not one of these. */
  static Optional<FloatFormat> of(String name) {
    for (FloatFormat format : values()) {
      if (format.name().equals(name)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /** Bytes of one number. */
  int bytes() {
    return bytes;
  }

  /** All that is left in a little-endian buffer. */
  float[] floats(ByteBuffer buffer) {
    float[] values = new float[buffer.remaining() / bytes];
    for (int i = 0; i < values.length; i++) {
      values[i] = next(buffer);
    }
    return values;
  }

  abstract float next(ByteBuffer buffer);

  /** By hand, because {@code Float.float16ToFloat} came with JDK 20. */
  static float half(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = bits >> 10 & HALF_EXPONENTS;
    int fraction = bits & HALF_FRACTION;
    if (exponent == 0) {
      float magnitude = fraction * HALF_SMALLEST;
      return sign == 0 ? magnitude : -magnitude;
    }
    int wide = exponent == HALF_EXPONENTS ? 0xff : exponent - 15 + 127;
    return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
  }
}
