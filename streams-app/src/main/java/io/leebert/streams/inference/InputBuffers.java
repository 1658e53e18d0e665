package io.leebert.streams.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.List;

/**
 * Direct memory for a session's inputs, grown as needed and used again for every batch: tensors
 * over direct buffers are not copied. For one thread, and one set of tensors at a time.
 */
final class InputBuffers {
  private ByteBuffer memory = ByteBuffer.allocateDirect(1 << 16).order(ByteOrder.nativeOrder());

  /**
   * The six inputs of a batch; shorter rows are padded with zeros, and masked. The tensors are
   * valid until the next call.
   */
  InputTensors fill(OrtEnvironment environment, List<Row> rows, float confidence, float entropy)
      throws OrtException {
    int count = rows.size();
    int width = 1;
    for (Row row : rows) {
      width = Math.max(width, row.tokens().length());
    }
    int cells = Math.multiplyExact(count, width);
    reserve(3L * cells * Long.BYTES + (long) count * (Long.BYTES + 2 * Float.BYTES));
    LongBuffer ids = longs(cells);
    LongBuffer mask = longs(cells);
    LongBuffer segments = longs(cells);
    LongBuffer patience = longs(count);
    FloatBuffer minConfidence = floats(count);
    FloatBuffer maxEntropy = floats(count);
    for (int i = 0; i < count; i++) {
      Row row = rows.get(i);
      int length = row.tokens().length();
      ids.put(i * width, row.tokens().ids());
      segments.put(i * width, row.tokens().segmentIds());
      for (int s = 0; s < width; s++) {
        boolean real = s < length;
        mask.put(i * width + s, real ? 1 : 0);
        if (!real) {
          ids.put(i * width + s, 0);
          segments.put(i * width + s, 0);
        }
      }
      patience.put(i, row.patience());
      minConfidence.put(i, confidence);
      maxEntropy.put(i, entropy);
    }
    long[] grid = {count, width};
    long[] perRow = {count};
    InputTensors tensors = new InputTensors();
    try {
      tensors.add(GraphContract.INPUT_IDS, OnnxTensor.createTensor(environment, ids, grid));
      tensors.add(GraphContract.ATTENTION_MASK, OnnxTensor.createTensor(environment, mask, grid));
      tensors.add(
          GraphContract.TOKEN_TYPE_IDS, OnnxTensor.createTensor(environment, segments, grid));
      tensors.add(GraphContract.PATIENCE, OnnxTensor.createTensor(environment, patience, perRow));
      tensors.add(
          GraphContract.MIN_CONFIDENCE,
          OnnxTensor.createTensor(environment, minConfidence, perRow));
      tensors.add(
          GraphContract.MAX_ENTROPY, OnnxTensor.createTensor(environment, maxEntropy, perRow));
      return tensors;
    } catch (OrtException | RuntimeException e) {
      tensors.close();
      throw e;
    }
  }

  private void reserve(long bytes) {
    if (memory.capacity() < bytes) {
      long grown = Math.max(bytes, 2L * memory.capacity());
      memory =
          ByteBuffer.allocateDirect((int) Math.min(grown, Integer.MAX_VALUE))
              .order(ByteOrder.nativeOrder());
    }
    memory.clear();
  }

  private LongBuffer longs(int count) {
    return next(count * Long.BYTES).asLongBuffer();
  }

  private FloatBuffer floats(int count) {
    return next(count * Float.BYTES).asFloatBuffer();
  }

  private ByteBuffer next(int bytes) {
    ByteBuffer part = memory.slice(memory.position(), bytes).order(ByteOrder.nativeOrder());
    memory.position(memory.position() + bytes);
    return part;
  }
}
