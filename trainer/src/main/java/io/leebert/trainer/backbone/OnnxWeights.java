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

/**
 * The arrays of a Hugging Face encoder that was exported to ONNX.
 *
 * <p>Embeddings, biases and normalizations keep their names in such a file. The matrices of linear
 * layers do not: the exporter folds their transposition and calls them {@code onnx::MatMul_1525}
 * and the like. They are found through the node that multiplies by them, and transposed back to
 * {@code [out, in]}. Arrays with equal values are stored once, under one of their names; the others
 * are {@code Identity} nodes of that one, or are found through the nodes that use it.
 */
final class OnnxWeights {

  private static final Map<Integer, FloatFormat> FORMATS =
      Map.of(
          TensorProto.DataType.FLOAT.getNumber(), FloatFormat.F32,
          TensorProto.DataType.FLOAT16.getNumber(), FloatFormat.F16,
          TensorProto.DataType.BFLOAT16.getNumber(), FloatFormat.BF16);

  private final OnnxSideFiles sideFiles;
  private final Map<String, Weight> stored = new HashMap<>();
  private final Map<String, Weight> named = new HashMap<>();

  private OnnxWeights(OnnxSideFiles sideFiles) {
    this.sideFiles = sideFiles;
  }

  /**
   * Reads every array of floating point numbers, by its Hugging Face name.
   *
   * @param sideFiles where arrays are that the file itself does not hold
   * @throws IllegalArgumentException when an array's values do not fit its shape or are not there
   * @throws IOException when the stream ends early or holds no ONNX model
   */
  static Map<String, Weight> read(InputStream stream, OnnxSideFiles sideFiles) throws IOException {
    CodedInputStream input = CodedInputStream.newInstance(stream, 1 << 20);
    input.setSizeLimit(Integer.MAX_VALUE);
    return new OnnxWeights(sideFiles).of(ModelProto.parseFrom(input).getGraph());
  }

  private Map<String, Weight> of(GraphProto graph) {
    for (TensorProto tensor : graph.getInitializerList()) {
      FloatFormat format = FORMATS.get(tensor.getDataType());
      if (format != null) {
        stored.put(tensor.getName(), weight(tensor, format));
      }
    }
    for (NodeProto node : graph.getNodeList()) {
      if (node.getOpType().equals("Identity")) {
        input(node, 0)
            .ifPresent(equal -> node.getOutputList().forEach(name -> stored.put(name, equal)));
      }
    }
    named.putAll(stored);
    graph.getNodeList().forEach(this::nameByUse);
    return named;
  }

  /** What a module does with an array says which of the module's arrays it is. */
  private void nameByUse(NodeProto node) {
    String module = OnnxModule.of(node);
    if (module.isEmpty()) {
      return;
    }
    switch (node.getOpType()) {
      case "MatMul" ->
          input(node, 1)
              .filter(matrix -> matrix.shape().length == 2)
              .ifPresent(
                  matrix -> named.computeIfAbsent(module + ".weight", name -> transposed(matrix)));
      case "Add" -> {
        name(input(node, 0), module + ".bias");
        name(input(node, 1), module + ".bias");
      }
      case "LayerNormalization" -> {
        name(input(node, 1), module + ".weight");
        name(input(node, 2), module + ".bias");
      }
      default -> {
        // Other operators use arrays under their own names, or none.
      }
    }
  }

  private Optional<Weight> input(NodeProto node, int place) {
    return place < node.getInputCount()
        ? Optional.ofNullable(stored.get(node.getInput(place)))
        : Optional.empty();
  }

  private void name(Optional<Weight> weight, String name) {
    if (named.keySet().stream().noneMatch(known -> alike(known, name))) {
      weight.ifPresent(found -> named.put(name, found));
    }
  }

  /** Whether two names differ in a prefix at most. */
  private static boolean alike(String one, String other) {
    return one.equals(other) || one.endsWith("." + other) || other.endsWith("." + one);
  }

  private Weight weight(TensorProto tensor, FloatFormat format) {
    try {
      int[] shape = tensor.getDimsList().stream().mapToInt(Math::toIntExact).toArray();
      if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
        return Weight.of(format.floats(sideFiles.bytes(tensor)), shape);
      }
      if (tensor.hasRawData()) {
        ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer();
        return Weight.of(format.floats(raw.order(ByteOrder.LITTLE_ENDIAN)), shape);
      }
      float[] values = new float[tensor.getFloatDataCount()];
      for (int i = 0; i < values.length; i++) {
        values[i] = tensor.getFloatData(i);
      }
      return Weight.of(values, shape);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "array " + tensor.getName() + ": " + String.valueOf(e.getMessage()), e);
    }
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
