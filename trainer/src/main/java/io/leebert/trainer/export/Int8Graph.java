package io.leebert.trainer.export;

import static io.leebert.trainer.export.GraphWriter.number;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The same graph with int8 weights: every product of a hidden state with a weight matrix, in all
 * branches, and the word embeddings. Exits, normalizations, biases and attention itself stay in
 * fp32.
 *
 * <p>Weights have a scale per output column. Hidden states are quantized while the graph runs, with
 * a scale per token (as Yao et al., ZeroQuant, 2022), so that an event's answer does not depend on
 * the events beside it in the batch and nothing needs to be calibrated. One scale per batch, as
 * {@code DynamicQuantizeMatMul} has, is 5 % faster but let 11 of 872 labels depend on the company;
 * {@code MatMulNBits} is as independent but 1.6 times slower.
 */
final class Int8Graph {

  private static final int ZERO_POINT = 128;
  private static final float STEP = 1f / 127;

  /** A token of zeros only must not divide by 0. */
  private static final float LEAST = 1e-20f;

  private final Map<String, TensorProto> floats = new LinkedHashMap<>();
  private final Constants constants = new Constants();

  private Int8Graph(GraphProto graph) {
    graph.getInitializerList().forEach(tensor -> floats.put(tensor.getName(), tensor));
  }

  /**
   * Rewrites a graph that {@link MultiExitGraph} wrote.
   *
   * @throws ExportException when it has no fp32 weights to quantize
   */
  static ModelProto of(ModelProto model) {
    return new Int8Graph(model.getGraph()).rewrite(model);
  }

  private ModelProto rewrite(ModelProto model) {
    GraphProto graph = rewritten(model.getGraph());
    Set<String> used = new HashSet<>();
    collectInputs(graph, used);
    GraphProto.Builder body = graph.toBuilder().clearInitializer();
    floats.values().stream()
        .filter(tensor -> used.contains(tensor.getName()))
        .forEach(body::addInitializer);
    int kept = body.getInitializerCount();
    constants.addTo(body);
    if (body.getInitializerCount() == kept) {
      throw new ExportException("the graph has no fp32 weights that could be quantized");
    }
    return model.toBuilder().setGraph(body).build();
  }

  private GraphProto rewritten(GraphProto graph) {
    GraphWriter writer = new GraphWriter("int8/" + graph.getName(), constants);
    for (NodeProto node : graph.getNodeList()) {
      switch (node.getOpType()) {
        case "MatMul" -> matMul(writer, node);
        case "Attention" -> attention(writer, node);
        case "Gather" -> gather(writer, node);
        case "If" -> writer.copy(withBranches(node));
        default -> writer.copy(node);
      }
    }
    return graph.toBuilder().clearNode().addAllNode(writer.nodes()).build();
  }

  private NodeProto withBranches(NodeProto node) {
    NodeProto.Builder copy = node.toBuilder();
    for (AttributeProto.Builder attribute : copy.getAttributeBuilderList()) {
      attribute.setG(rewritten(attribute.getG()));
    }
    return copy.build();
  }

  private void matMul(GraphWriter graph, NodeProto node) {
    if (isMatrix(node.getInput(1))) {
      product(graph, node.getInput(0), node.getInput(1), node.getOutput(0));
    } else {
      graph.copy(node);
    }
  }

  /** Fused attention is its three projections as one product, and attention without them. */
  private void attention(GraphWriter graph, NodeProto node) {
    String matrix = node.getInput(1);
    if (!isMatrix(matrix)) {
      graph.copy(node);
      return;
    }
    String output = node.getOutput(0);
    String projected = output + ".qkv";
    product(graph, node.getInput(0), matrix, projected);
    List<String> parts = List.of(output + ".q", output + ".k", output + ".v");
    graph.addAs(parts, "", "Split", List.of(projected), number("axis", -1));
    graph.addAs(
        List.of(output),
        GraphWriter.CONTRIB,
        "MultiHeadAttention",
        List.of(parts.get(0), parts.get(1), parts.get(2), node.getInput(2), node.getInput(3)),
        node.getAttributeList().toArray(AttributeProto[]::new));
  }

  /** Word embeddings are a third of a small model: they are stored in int8 and looked up so. */
  private void gather(GraphWriter graph, NodeProto node) {
    String table = node.getInput(0);
    if (!table.equals(EncoderGraph.WORD) || !isMatrix(table)) {
      graph.copy(node);
      return;
    }
    String values = table + Int8Values.VALUES;
    String scales = table + Int8Values.SCALES;
    if (!constants.has(values)) {
      TensorProto floatTable = matrix(table);
      Int8Values int8 = Int8Values.byRow(floatTable);
      int rows = Math.toIntExact(floatTable.getDims(0));
      constants.bytes(values, DataType.INT8, shape(floatTable), int8.values());
      constants.reals(scales, new int[] {rows, 1}, int8.scales());
    }
    String ids = node.getInput(1);
    String found = graph.add("Gather", List.of(values, ids));
    String cast = graph.add("Cast", List.of(found), number("to", DataType.FLOAT.getNumber()));
    String scale = graph.add("Gather", List.of(scales, ids));
    graph.addAs(List.of(node.getOutput(0)), "", "Mul", List.of(cast, scale));
  }

  /** {@code [B,S,K] x [K,N]}, each token of the left side scaled to its own largest value. */
  private void product(GraphWriter graph, String value, String matrix, String output) {
    String values = matrix + Int8Values.VALUES;
    String scales = matrix + Int8Values.SCALES;
    TensorProto floatMatrix = matrix(matrix);
    if (!constants.has(values)) {
      Int8Values int8 = Int8Values.byColumn(floatMatrix);
      constants.bytes(values, DataType.INT8, shape(floatMatrix), int8.values());
      constants.reals(scales, new int[] {int8.scales().length}, int8.scales());
    }
    String reach =
        graph.add(
            "Max",
            List.of(
                reduced(graph, "ReduceMax", value),
                graph.add("Neg", List.of(reduced(graph, "ReduceMin", value))),
                constants.real("int8.least", LEAST)));
    String scale = graph.add("Mul", List.of(reach, constants.real("int8.step", STEP)));
    String quantized = quantized(graph, value, scale, floatMatrix.getDims(0));
    String byColumn =
        graph.addFused(
            "MatMulIntegerToFloat",
            List.of(
                quantized,
                values,
                constants.real("int8.one", 1),
                scales,
                constants.bytes("int8.zero_point", DataType.UINT8, new int[0], (byte) ZERO_POINT)));
    graph.addAs(List.of(output), "", "Mul", List.of(byColumn, scale));
  }

  private static String reduced(GraphWriter graph, String operator, String value) {
    return graph.add(operator, List.of(value), GraphWriter.numbers("axes", -1));
  }

  /** As uint8 around 128. QuantizeLinear takes a scale per row of a matrix, hence the reshaping. */
  private String quantized(GraphWriter graph, String value, String scale, long width) {
    String all = constants.numbers("int8.all", -1);
    String scales = graph.add("Reshape", List.of(scale, all));
    TensorProto zeroPoint =
        Constants.bytesOf("value", DataType.UINT8, new int[] {1}, (byte) ZERO_POINT);
    String zeroPoints =
        graph.add(
            "ConstantOfShape",
            List.of(graph.add("Shape", List.of(scales))),
            GraphWriter.tensor("value", zeroPoint));
    String tokens = constants.numbers("int8.tokens_of_" + width, -1, width);
    String rows = graph.add("Reshape", List.of(value, tokens));
    String quantized =
        graph.add("QuantizeLinear", List.of(rows, scales, zeroPoints), number("axis", 0));
    return graph.add("Reshape", List.of(quantized, graph.add("Shape", List.of(value))));
  }

  private boolean isMatrix(String name) {
    TensorProto tensor = floats.get(name);
    return tensor != null
        && tensor.getDataType() == DataType.FLOAT.getNumber()
        && tensor.getDimsCount() == 2;
  }

  private TensorProto matrix(String name) {
    TensorProto tensor = floats.get(name);
    if (tensor == null || tensor.getRawData().isEmpty()) {
      throw new ExportException("weight " + name + " is not in the graph as it was written");
    }
    return tensor;
  }

  private static int[] shape(TensorProto tensor) {
    return tensor.getDimsList().stream().mapToInt(Math::toIntExact).toArray();
  }

  private static void collectInputs(GraphProto graph, Set<String> used) {
    for (NodeProto node : graph.getNodeList()) {
      used.addAll(node.getInputList());
      for (AttributeProto attribute : node.getAttributeList()) {
        if (attribute.hasG()) {
          collectInputs(attribute.getG(), used);
        }
      }
    }
    graph.getOutputList().forEach(output -> used.add(output.getName()));
  }
}
