package io.leebert.trainer.backbone;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
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
 * /encoder/layer.0/attention/self/query/MatMul}, and transposed back to {@code [out, in]}.
 */
final class OnnxWeights {

  private static final Pattern LINEAR_NODE = Pattern.compile("/(?:bert/)?(.+)/MatMul");

  private OnnxWeights() {}

  /**
   * Reads every fp32 array, by its Hugging Face name.
   *
   * @throws IOException when the stream ends early or holds no ONNX model
   */
  static Map<String, Weight> read(InputStream stream) throws IOException {
    CodedInputStream input = CodedInputStream.newInstance(stream, 1 << 20);
    input.setSizeLimit(Integer.MAX_VALUE);
    GraphProto graph = ModelProto.parseFrom(input).getGraph();
    Map<String, Weight> byTensorName = new HashMap<>();
    for (TensorProto tensor : graph.getInitializerList()) {
      if (tensor.getDataType() == TensorProto.DataType.FLOAT.getNumber()) {
        byTensorName.put(tensor.getName(), weight(tensor));
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

  private static Weight weight(TensorProto tensor) {
    int[] shape = tensor.getDimsList().stream().mapToInt(Math::toIntExact).toArray();
    FloatBuffer raw =
        tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    float[] values = new float[raw.remaining() + tensor.getFloatDataCount()];
    if (raw.hasRemaining()) {
      raw.get(values);
    } else {
      for (int i = 0; i < values.length; i++) {
        values[i] = tensor.getFloatData(i);
      }
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
