package io.leebert.trainer.export;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.leebert.trainer.backbone.Weight;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/** The constants of a model: stored once at the top, seen from every branch. */
final class Constants {

  private final Map<String, TensorProto> tensors = new LinkedHashMap<>();

  /** A trained array under its own name, stored the first time it is asked for. */
  String weight(String name, Weight weight) {
    tensors.computeIfAbsent(name, key -> floats(key, weight.values(), weight.shape()));
    return name;
  }

  /** A linear layer's matrix turned to {@code [in, out]}, as MatMul multiplies. */
  String transposed(String name, Weight weight) {
    tensors.computeIfAbsent(
        name,
        key -> {
          int[] shape = weight.shape();
          return floats(key, concatenatedColumns(shape[1], weight), new int[] {shape[1], shape[0]});
        });
    return name;
  }

  /** Several {@code [out, in]} matrices side by side as one {@code [in, sum of outs]}. */
  String sideBySide(String name, Weight... matrices) {
    tensors.computeIfAbsent(
        name,
        key -> {
          int inputs = matrices[0].shape()[1];
          int outputs = 0;
          for (Weight matrix : matrices) {
            outputs += matrix.shape()[0];
          }
          return floats(key, concatenatedColumns(inputs, matrices), new int[] {inputs, outputs});
        });
    return name;
  }

  /** Several vectors one after the other. */
  String endToEnd(String name, Weight... vectors) {
    tensors.computeIfAbsent(
        name,
        key -> {
          int size = 0;
          for (Weight vector : vectors) {
            size += vector.values().length;
          }
          float[] all = new float[size];
          int at = 0;
          for (Weight vector : vectors) {
            System.arraycopy(vector.values(), 0, all, at, vector.values().length);
            at += vector.values().length;
          }
          return floats(key, all, new int[] {size});
        });
    return name;
  }

  /** A vector of whole numbers. */
  String numbers(String name, long... values) {
    tensors.computeIfAbsent(name, key -> longs(key, new int[] {values.length}, values));
    return name;
  }

  /** One whole number without a dimension. */
  String number(String name, long value) {
    tensors.computeIfAbsent(name, key -> longs(key, new int[0], value));
    return name;
  }

  /** One real number without a dimension. */
  String real(String name, float value) {
    tensors.computeIfAbsent(name, key -> floats(key, new float[] {value}, new int[0]));
    return name;
  }

  /** Several real numbers. */
  String reals(String name, int[] shape, float... values) {
    tensors.computeIfAbsent(name, key -> floats(key, values, shape));
    return name;
  }

  /** Numbers of one byte each. */
  String bytes(String name, TensorProto.DataType type, int[] shape, byte... values) {
    tensors.computeIfAbsent(name, key -> bytesOf(key, type, shape, values));
    return name;
  }

  /** Whether something is stored under a name. */
  boolean has(String name) {
    return tensors.containsKey(name);
  }

  void addTo(GraphProto.Builder graph) {
    graph.addAllInitializer(tensors.values());
  }

  private static float[] concatenatedColumns(int inputs, Weight... matrices) {
    int outputs = 0;
    for (Weight matrix : matrices) {
      outputs += matrix.shape()[0];
    }
    float[] to = new float[inputs * outputs];
    int column = 0;
    for (Weight matrix : matrices) {
      float[] from = matrix.values();
      int rows = matrix.shape()[0];
      for (int row = 0; row < rows; row++, column++) {
        for (int input = 0; input < inputs; input++) {
          to[input * outputs + column] = from[row * inputs + input];
        }
      }
    }
    return to;
  }

  /** A float tensor, also for attributes. */
  static TensorProto floats(String name, float[] values, int[] shape) {
    ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    return tensor(name, TensorProto.DataType.FLOAT, shape, raw);
  }

  /** An int64 tensor, also for attributes. */
  static TensorProto longs(String name, int[] shape, long... values) {
    ByteBuffer raw = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asLongBuffer().put(values);
    return tensor(name, TensorProto.DataType.INT64, shape, raw);
  }

  /** A tensor of one byte per element, also for attributes. */
  static TensorProto bytesOf(String name, TensorProto.DataType type, int[] shape, byte... values) {
    return tensor(name, type, shape, ByteBuffer.wrap(values));
  }

  private static TensorProto tensor(
      String name, TensorProto.DataType type, int[] shape, ByteBuffer raw) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.getNumber())
            .setRawData(ByteString.copyFrom(raw));
    for (int dimension : shape) {
      tensor.addDims(dimension);
    }
    return tensor.build();
  }
}
