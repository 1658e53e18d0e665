package io.leebert.trainer.backbone;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The arrays of a Hugging Face encoder that was exported to ONNX.
 *
 * <p>Embeddings, biases and normalizations keep their names in such a file. The matrices of linear
 * layers do not: the exporter folds their transposition and calls them {@code onnx::MatMul_1525}
 * and the like. They are found through the node that multiplies by them, {@code
 * /encoder/layer.0/attention/self/query/MatMul}, and transposed back to {@code [out, in]}. Arrays
 * with equal values are stored once; the others are {@code Identity} nodes of that one.
 */
final class OnnxWeights {

  private static final Pattern LINEAR_NODE = Pattern.compile("/(.+)/MatMul");

  private static final Map<Integer, FloatFormat> FORMATS =
      Map.of(
          TensorProto.DataType.FLOAT.getNumber(), FloatFormat.F32,
          TensorProto.DataType.FLOAT16.getNumber(), FloatFormat.F16,
          TensorProto.DataType.BFLOAT16.getNumber(), FloatFormat.BF16);

  private OnnxWeights() {}

  /**
   * Reads every array of floating point numbers, by its Hugging Face name.
   *
   * @throws IllegalArgumentException when arrays are kept in another file
   * @throws IOException when the stream ends early or holds no ONNX model
   */
  static Map<String, Weight> read(InputStream stream) throws IOException {
    CodedInputStream input = CodedInputStream.newInstance(stream, 1 << 20);
    input.setSizeLimit(Integer.MAX_VALUE);
    GraphProto graph = ModelProto.parseFrom(input).getGraph();
    Map<String, Weight> byTensorName = new HashMap<>();
    for (TensorProto tensor : graph.getInitializerList()) {
      FloatFormat format = FORMATS.get(tensor.getDataType());
      if (format != null) {
        byTensorName.put(tensor.getName(), weight(tensor, format));
      }
    }
    for (NodeProto node : graph.getNodeList()) {
      if (node.getOpType().equals("Identity")) {
        Optional.ofNullable(byTensorName.get(node.getInput(0)))
            .ifPresent(equal -> byTensorName.put(node.getOutput(0), equal));
      }
    }
    Map<String, Weight> byName = new HashMap<>(byTensorName);
    for (NodeProto node : graph.getNodeList()) {
      Matcher linear = LINEAR_NODE.matcher(node.getName());
      if (node.getOpType().equals("MatMul") && linear.matches()) {
        Optional.ofNullable(byTensorName.get(node.getInput(1)))
            .ifPresent(
                matrix ->
                    byName.put(linear.group(1).replace('/', '.') + ".weight", transposed(matrix)));
      }
    }
    return byName;
  }

  private static Weight weight(TensorProto tensor, FloatFormat format) {
    if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
      throw new IllegalArgumentException(
          "array "
              + tensor.getName()
              + " is kept in another file, expected an ONNX file that holds all of its arrays");
    }
    int[] shape = tensor.getDimsList().stream().mapToInt(Math::toIntExact).toArray();
    if (tensor.hasRawData()) {
      ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
      return Weight.of(format.floats(raw), shape);
    }
    float[] values = new float[tensor.getFloatDataCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.getFloatData(i);
    }
    return Weight.of(values, shape);
  }

  private static Weight transposed(Weight matrix) {
    int rows = matrix.shape()[0];
    int columns = matrix.shape()[1];
    float[] from = matrix.values();
    float[] to = new float[from.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        to[column * rows + row] = from[row * columns + column];
      }
    }
    return Weight.of(to, columns, rows);
  }
}
