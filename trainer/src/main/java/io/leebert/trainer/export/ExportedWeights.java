package io.leebert.trainer.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.leebert.trainer.backbone.Weight;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@link EncoderGraph} and {@link MultiExitGraph} wrote, read back: the weights of a bundle's
 * graph, found through the fused operators that use them. Constants keep the names they have there.
 */
final class ExportedWeights {

  /**
   * A linear layer.
   *
   * @param matrix {@code [in, out]}
   * @param bias {@code [out]}
   */
  record Linear(String name, Weight matrix, Weight bias) {}

  /** A layer normalization: scale and shift {@code [H]}. */
  record Norm(String name, Weight scale, Weight shift, float epsilon) {}

  /**
   * One transformer block.
   *
   * @param self query, key and value side by side: {@code [H, 3 H]} and {@code [3 H]}
   * @param tanh whether the activation is the tanh form of GELU
   */
  record Block(
      Linear self,
      int heads,
      Linear attended,
      Norm attendedNorm,
      Linear inner,
      boolean tanh,
      Linear outer,
      Norm outerNorm) {}

  private final Map<String, TensorProto> stored = new HashMap<>();
  private final List<NodeProto> nodes = new ArrayList<>();

  ExportedWeights(GraphProto graph) {
    graph.getInitializerList().forEach(tensor -> stored.put(tensor.getName(), tensor));
    collect(graph);
  }

  /** All nodes in the order they run in when no row ever leaves. */
  private void collect(GraphProto graph) {
    for (NodeProto node : graph.getNodeList()) {
      nodes.add(node);
      if (node.getOpType().equals("If")) {
        collect(attribute(node, "then_branch").getG());
      }
    }
  }

  /** The blocks in the order they run in. */
  List<Block> blocks() {
    List<NodeProto> parts =
        nodes.stream()
            .filter(node -> node.getDomain().equals(GraphWriter.CONTRIB) || multiplies(node))
            .toList();
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i).getOpType().equals("Attention")) {
        if (i + 7 > parts.size()) {
          throw unknown("ends inside a layer");
        }
        blocks.add(block(parts.subList(i, i + 7)));
      }
    }
    if (blocks.isEmpty()) {
      throw unknown("has no attention operators");
    }
    return blocks;
  }

  private Block block(List<NodeProto> parts) {
    NodeProto attention = parts.get(0);
    NodeProto activation = part(parts, 4, "BiasGelu", "FastGelu");
    NodeProto attendedNorm = part(parts, 2, "SkipLayerNormalization");
    NodeProto outerNorm = part(parts, 6, "SkipLayerNormalization");
    return new Block(
        new Linear(attention.getInput(1), weight(attention, 1), weight(attention, 2)),
        (int) attribute(attention, "num_heads").getI(),
        linear(part(parts, 1, "MatMul"), attendedNorm, 4),
        norm(attendedNorm, 2),
        linear(part(parts, 3, "MatMul"), activation, 1),
        activation.getOpType().equals("FastGelu"),
        linear(part(parts, 5, "MatMul"), outerNorm, 4),
        norm(outerNorm, 2));
  }

  private static NodeProto part(List<NodeProto> parts, int index, String... operators) {
    NodeProto node = parts.get(index);
    if (!List.of(operators).contains(node.getOpType())) {
      throw unknown(
          "has a "
              + node.getOpType()
              + " where "
              + String.join(" or ", operators)
              + " is expected in a layer");
    }
    return node;
  }

  private Linear linear(NodeProto product, NodeProto adding, int bias) {
    return new Linear(product.getInput(1), weight(product, 1), weight(adding, bias));
  }

  private Norm norm(NodeProto node, int scale) {
    return new Norm(
        node.getInput(scale),
        weight(node, scale),
        weight(node, scale + 1),
        attribute(node, "epsilon").getF());
  }

  /** The normalization of the embeddings. */
  Norm embeddingNorm() {
    return nodes.stream()
        .filter(node -> node.getOpType().equals("LayerNormalization"))
        .map(node -> norm(node, 1))
        .findFirst()
        .orElseThrow(() -> unknown("does not normalize its embeddings"));
  }

  /** The linear layer behind narrow embeddings (ALBERT), or null. */
  @Nullable Linear projection() {
    String matrix = EncoderGraph.PROJECTION + ".weight" + EncoderGraph.TRANSPOSED;
    return stored.containsKey(matrix)
        ? new Linear(matrix, named(matrix), named(EncoderGraph.PROJECTION + ".bias"))
        : null;
  }

  /** The last exit: {@code [K, H]}, unlike the other matrices. */
  Linear lastExit() {
    NodeProto last =
        nodes.stream()
            .filter(node -> node.getOpType().equals("Gemm"))
            .reduce((earlier, later) -> later)
            .orElseThrow(() -> unknown("has no exit"));
    return new Linear(last.getInput(1), weight(last, 1), weight(last, 2));
  }

  /** A constant by its name. */
  Weight named(String name) {
    TensorProto tensor = stored.get(name);
    if (tensor == null) {
      throw unknown("has no constant " + name);
    }
    if (tensor.getDataType() != TensorProto.DataType.FLOAT.getNumber()) {
      throw unknown("stores " + name + " not as 32-bit floating point numbers");
    }
    int[] shape = tensor.getDimsList().stream().mapToInt(Math::toIntExact).toArray();
    float[] values = new float[tensor.getRawData().size() / Float.BYTES];
    tensor
        .getRawData()
        .asReadOnlyByteBuffer()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    return Weight.of(values, shape);
  }

  /** All nodes in the order they run in when no row ever leaves. */
  List<NodeProto> nodes() {
    return nodes;
  }

  boolean has(String name) {
    return stored.containsKey(name);
  }

  /** A constant by its name; one that is stored in int8 as the numbers that these stand for. */
  Weight named(String name, boolean scaledByRow) {
    TensorProto values = stored.get(name + Int8Values.VALUES);
    if (values == null) {
      return named(name);
    }
    Weight scales = named(name + Int8Values.SCALES);
    int[] shape = values.getDimsList().stream().mapToInt(Math::toIntExact).toArray();
    return Weight.of(
        new Int8Values(values.getRawData().toByteArray(), scales.values())
            .floats(shape[1], scaledByRow),
        shape);
  }

  private Weight weight(NodeProto node, int input) {
    return named(node.getInput(input));
  }

  private boolean multiplies(NodeProto node) {
    return node.getOpType().equals("MatMul") && stored.containsKey(node.getInput(1));
  }

  static AttributeProto attribute(NodeProto node, String name) {
    return node.getAttributeList().stream()
        .filter(attribute -> attribute.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown("has a " + node.getOpType() + " without " + name));
  }

  private static ExportException unknown(String what) {
    return new ExportException(
        "expected the graph of a bundle with 32-bit weights, as train writes it, but this one "
            + what);
  }
}
