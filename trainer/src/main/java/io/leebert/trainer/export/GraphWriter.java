package io.leebert.trainer.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the nodes of one ONNX graph, or of one branch of an {@code If}. Every value gets a name
 * that is unique in the whole model, because a branch sees the names around it.
 */
final class GraphWriter {

  /** Microsoft's operators: fused attention, normalization and activation. */
  static final String CONTRIB = "com.microsoft";

  private final String prefix;
  private final Constants constants;
  private final List<NodeProto> nodes = new ArrayList<>();
  private int values;

  GraphWriter(String prefix, Constants constants) {
    this.prefix = prefix;
    this.constants = constants;
  }

  /** A writer for a branch inside this graph; it shares the constants. */
  GraphWriter branch(String branchPrefix) {
    return new GraphWriter(branchPrefix, constants);
  }

  Constants constants() {
    return constants;
  }

  /** Adds a standard operator with one output and returns the output's name. */
  String add(String operator, List<String> inputs, AttributeProto... attributes) {
    return add("", operator, inputs, List.of(fresh(operator)), List.of(attributes)).get(0);
  }

  /** Adds a contrib operator of which the first output is used, and returns its name. */
  String addFused(String operator, List<String> inputs, AttributeProto... attributes) {
    return add(CONTRIB, operator, inputs, List.of(fresh(operator)), List.of(attributes)).get(0);
  }

  /** Adds an {@code If} with these outputs; both branches yield them in this order. */
  List<String> addIf(
      String condition, GraphProto thenBranch, GraphProto elseBranch, int outputCount) {
    List<String> outputs = new ArrayList<>();
    for (int i = 0; i < outputCount; i++) {
      outputs.add(fresh("If"));
    }
    return add(
        "",
        "If",
        List.of(condition),
        outputs,
        List.of(graph("then_branch", thenBranch), graph("else_branch", elseBranch)));
  }

  /** Adds an operator whose outputs have names already, because other nodes read them. */
  void addAs(
      List<String> outputs,
      String domain,
      String operator,
      List<String> inputs,
      AttributeProto... attributes) {
    add(domain, operator, inputs, outputs, List.of(attributes));
  }

  /** Adds a node as it is. */
  void copy(NodeProto node) {
    nodes.add(node);
  }

  /** The nodes so far, in their order. */
  List<NodeProto> nodes() {
    return List.copyOf(nodes);
  }

  /** Gives a value the name that the outside world knows it by. */
  void rename(String value, String name) {
    add("", "Identity", List.of(value), List.of(name), List.of());
  }

  /** The nodes so far as a graph without inputs: a branch, or a body to which inputs are added. */
  GraphProto.Builder graph(List<Value> outputs) {
    GraphProto.Builder graph = GraphProto.newBuilder().setName(prefix).addAllNode(nodes);
    outputs.forEach(output -> graph.addOutput(output.info()));
    return graph;
  }

  private List<String> add(
      String domain,
      String operator,
      List<String> inputs,
      List<String> outputs,
      List<AttributeProto> attributes) {
    nodes.add(
        NodeProto.newBuilder()
            .setName(outputs.get(0) + ":" + operator)
            .setDomain(domain)
            .setOpType(operator)
            .addAllInput(inputs)
            .addAllOutput(outputs)
            .addAllAttribute(attributes)
            .build());
    return outputs;
  }

  private String fresh(String operator) {
    values++;
    return prefix + "/" + operator + "_" + values;
  }

  static AttributeProto number(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  static AttributeProto numbers(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }

  static AttributeProto real(String name, float value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.FLOAT)
        .setF(value)
        .build();
  }

  static AttributeProto tensor(String name, TensorProto value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.TENSOR)
        .setT(value)
        .build();
  }

  private static AttributeProto graph(String name, GraphProto value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.GRAPH)
        .setG(value)
        .build();
  }

  /** A value that leaves a graph: its name and the type of its elements. */
  record Value(String name, TensorProto.DataType type) {

    ValueInfoProto info() {
      return ValueInfoProto.newBuilder()
          .setName(name)
          .setType(
              TypeProto.newBuilder()
                  .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type.getNumber())))
          .build();
    }
  }
}
