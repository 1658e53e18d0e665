package io.leebert.trainer.export;

import static io.leebert.trainer.export.GraphWriter.number;
import static io.leebert.trainer.export.GraphWriter.tensor;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.leebert.trainer.backbone.LinearExit;
import io.leebert.trainer.backbone.MultiExitNetwork;
import io.leebert.trainer.backbone.Pooling;
import io.leebert.trainer.export.GraphWriter.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole network with its exits as ONE ONNX graph, in which every row of a batch leaves on its
 * own.
 *
 * <p>Layer 1 always runs. Every later layer is an {@code If} on "is any row left?": its then-branch
 * runs the layer and its exit, writes probabilities and exit layer of the rows still running to the
 * outputs, and keeps only the rows that go on; its else-branch hands everything through. The
 * decision is that of {@code trainer.exits.ExitRule}, per row: patience (PABEE, Zhou et al. 2020),
 * largest probability, entropy. Exits without a vote are not in the graph at all.
 */
final class MultiExitGraph {

  /** Oldest operator set with LayerNormalization. */
  private static final int OPSET = 17;

  private static final int IR_VERSION = 8;
  private static final float SMALLEST_PROBABILITY = 1e-30f;

  private final MultiExitNetwork network;
  private final EncoderGraph encoder;
  private final int layers;

  private MultiExitGraph(MultiExitNetwork network) {
    this.network = network;
    this.encoder = new EncoderGraph(network.backbone());
    this.layers = network.backbone().config().layers();
  }

  /** The rows still running, and what has been written of those that left. All names of values. */
  private record Rows(
      String hidden,
      String mask,
      String ids,
      String previous,
      String counter,
      String patience,
      String minConfidence,
      String maxEntropy,
      String probabilities,
      String exitLayer) {

    List<Value> values() {
      return List.of(
          new Value(hidden, DataType.FLOAT),
          new Value(mask, DataType.INT32),
          new Value(ids, DataType.INT64),
          new Value(previous, DataType.INT64),
          new Value(counter, DataType.INT64),
          new Value(patience, DataType.INT64),
          new Value(minConfidence, DataType.FLOAT),
          new Value(maxEntropy, DataType.FLOAT),
          new Value(probabilities, DataType.FLOAT),
          new Value(exitLayer, DataType.INT64));
    }

    static Rows of(List<String> n) {
      return new Rows(
          n.get(0), n.get(1), n.get(2), n.get(3), n.get(4), n.get(5), n.get(6), n.get(7), n.get(8),
          n.get(9));
    }
  }

  /** Writes the graph of a network; see {@code design.md} for inputs and outputs. */
  static ModelProto of(MultiExitNetwork network) {
    return new MultiExitGraph(network).model();
  }

  private ModelProto model() {
    Constants constants = new Constants();
    GraphWriter graph = new GraphWriter("leebert", constants);
    Rows rows = start(graph);
    for (int layer = 1; layer <= layers; layer++) {
      rows = layer == 1 ? step(graph, layer, rows) : guarded(graph, layer, rows);
    }
    graph.rename(rows.probabilities(), "probabilities");
    graph.rename(rows.exitLayer(), "exit_layer");
    GraphProto.Builder body = graph.graph(List.of());
    for (String name : List.of("input_ids", "attention_mask", "token_type_ids")) {
      body.addInput(input(name, DataType.INT64, "batch", "tokens"));
    }
    body.addInput(input("patience", DataType.INT64, "batch"));
    body.addInput(input("min_confidence", DataType.FLOAT, "batch"));
    body.addInput(input("max_entropy", DataType.FLOAT, "batch"));
    body.addOutput(input("probabilities", DataType.FLOAT, "batch", "classes"));
    body.addOutput(input("exit_layer", DataType.INT64, "batch"));
    constants.addTo(body);
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("leebert-streams")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
        .addOpsetImport(
            OperatorSetIdProto.newBuilder().setDomain(GraphWriter.CONTRIB).setVersion(1))
        .setGraph(body)
        .build();
  }

  private Rows start(GraphWriter graph) {
    Constants constants = graph.constants();
    String mask =
        graph.add("Cast", List.of("attention_mask"), number("to", DataType.INT32.getNumber()));
    String batch = graph.add("Shape", List.of("patience"));
    String zero = constants.number("zero", 0);
    String count = graph.add("Gather", List.of(batch, zero));
    String ids = graph.add("Range", List.of(zero, count, constants.number("step", 1)));
    int classes = network.labels().size();
    String outputShape =
        graph.add(
            "Concat", List.of(batch, constants.numbers("classes", classes)), number("axis", 0));
    String probabilities = graph.add("ConstantOfShape", List.of(outputShape));
    String noClass = filled(graph, batch, -1);
    String noLayer = filled(graph, batch, 0);
    String hidden = encoder.embeddings(graph, "input_ids", "token_type_ids");
    return new Rows(
        hidden,
        mask,
        ids,
        noClass,
        noLayer,
        "patience",
        "min_confidence",
        "max_entropy",
        probabilities,
        noLayer);
  }

  /** The layer inside an If that runs only while rows are left. */
  private Rows guarded(GraphWriter graph, int layer, Rows rows) {
    Constants constants = graph.constants();
    String shape = graph.add("Shape", List.of(rows.ids()));
    String count = graph.add("Gather", List.of(shape, constants.number("zero", 0)));
    String anyLeft = graph.add("Greater", List.of(count, constants.number("zero", 0)));
    GraphWriter runs = graph.branch("layer_" + layer);
    Rows after = step(runs, layer, rows);
    List<Integer> changed = new ArrayList<>();
    for (int i = 0; i < rows.values().size(); i++) {
      if (!rows.values().get(i).equals(after.values().get(i))) {
        changed.add(i);
      }
    }
    GraphWriter passes = graph.branch("pass_" + layer);
    List<Value> through = new ArrayList<>();
    List<Value> computed = new ArrayList<>();
    for (int i : changed) {
      Value before = rows.values().get(i);
      through.add(new Value(passes.add("Identity", List.of(before.name())), before.type()));
      computed.add(after.values().get(i));
    }
    List<String> outputs =
        graph.addIf(
            anyLeft, runs.graph(computed).build(), passes.graph(through).build(), changed.size());
    List<String> names = new ArrayList<>(rows.values().stream().map(Value::name).toList());
    for (int i = 0; i < changed.size(); i++) {
      names.set(changed.get(i), outputs.get(i));
    }
    return Rows.of(names);
  }

  /** One layer and, where it votes, its exit. */
  private Rows step(GraphWriter graph, int layer, Rows rows) {
    String hidden = encoder.layer(graph, layer - 1, rows.hidden(), rows.mask());
    if (!network.votes().get(layer - 1)) {
      return withHidden(rows, hidden);
    }
    String probabilities = probabilities(graph, layer, hidden, rows.mask());
    String targets = graph.add("Unsqueeze", List.of(rows.ids(), axis(graph, 1)));
    String layers = filled(graph, graph.add("Shape", List.of(rows.ids())), layer);
    String allProbabilities =
        graph.add("ScatterND", List.of(rows.probabilities(), targets, probabilities));
    String allLayers = graph.add("ScatterND", List.of(rows.exitLayer(), targets, layers));
    Rows written =
        new Rows(
            hidden,
            rows.mask(),
            rows.ids(),
            rows.previous(),
            rows.counter(),
            rows.patience(),
            rows.minConfidence(),
            rows.maxEntropy(),
            allProbabilities,
            allLayers);
    return layer == this.layers
        ? withHidden(written, rows.hidden())
        : goingOn(graph, written, probabilities);
  }

  private static Rows withHidden(Rows rows, String hidden) {
    List<String> names = new ArrayList<>(rows.values().stream().map(Value::name).toList());
    names.set(0, hidden);
    return Rows.of(names);
  }

  /** {@code [rows, K]}: pooled state through the linear exit. */
  private String probabilities(GraphWriter graph, int layer, String hidden, String mask) {
    LinearExit exit = network.exits().get(layer - 1);
    Constants constants = graph.constants();
    String logits =
        graph.add(
            "Gemm",
            List.of(
                pooled(graph, hidden, mask),
                constants.weight(exitName(layer) + ".weight", exit.weight()),
                constants.weight(exitName(layer) + ".bias", exit.bias())),
            number("transB", 1));
    return graph.add("Softmax", List.of(logits), number("axis", -1));
  }

  /** Under which name the exit of a layer, counted from 1, is stored. */
  static String exitName(int layer) {
    return "exit." + layer;
  }

  private String pooled(GraphWriter graph, String hidden, String mask) {
    if (network.pooling() == Pooling.CLS) {
      return graph.add(
          "Gather", List.of(hidden, graph.constants().number("zero", 0)), number("axis", 1));
    }
    String weights = graph.add("Cast", List.of(mask), number("to", DataType.FLOAT.getNumber()));
    String row = graph.add("Unsqueeze", List.of(weights, axis(graph, 1)));
    String sums =
        graph.add("Squeeze", List.of(graph.add("MatMul", List.of(row, hidden)), axis(graph, 1)));
    String counts = graph.add("ReduceSum", List.of(weights, axis(graph, 1)), number("keepdims", 1));
    return graph.add("Div", List.of(sums, counts));
  }

  /** Counts agreement, decides, and keeps the rows that do not leave. */
  private Rows goingOn(GraphWriter graph, Rows rows, String probabilities) {
    Constants constants = graph.constants();
    String predicted =
        graph.add("ArgMax", List.of(probabilities), number("axis", 1), number("keepdims", 0));
    String agrees = graph.add("Equal", List.of(predicted, rows.previous()));
    String more = graph.add("Add", List.of(rows.counter(), constants.number("step", 1)));
    String counter = graph.add("Where", List.of(agrees, more, constants.number("zero", 0)));
    String patient = graph.add("GreaterOrEqual", List.of(counter, rows.patience()));
    String largest = graph.add("ReduceMax", List.of(probabilities), number("keepdims", 0), axes(1));
    String confident = graph.add("GreaterOrEqual", List.of(largest, rows.minConfidence()));
    String sharp =
        graph.add("LessOrEqual", List.of(entropy(graph, probabilities), rows.maxEntropy()));
    String leaves = graph.add("Or", List.of(patient, graph.add("Or", List.of(confident, sharp))));
    String stays = graph.add("Not", List.of(leaves));
    String kept =
        graph.add("Squeeze", List.of(graph.add("NonZero", List.of(stays)), axis(graph, 0)));
    return new Rows(
        gather(graph, rows.hidden(), kept),
        gather(graph, rows.mask(), kept),
        gather(graph, rows.ids(), kept),
        gather(graph, predicted, kept),
        gather(graph, counter, kept),
        gather(graph, rows.patience(), kept),
        gather(graph, rows.minConfidence(), kept),
        gather(graph, rows.maxEntropy(), kept),
        rows.probabilities(),
        rows.exitLayer());
  }

  private static String entropy(GraphWriter graph, String probabilities) {
    String floor = graph.constants().real("smallest_probability", SMALLEST_PROBABILITY);
    String logs = graph.add("Log", List.of(graph.add("Max", List.of(probabilities, floor))));
    String terms = graph.add("Mul", List.of(probabilities, logs));
    String sum = graph.add("ReduceSum", List.of(terms, axis(graph, 1)), number("keepdims", 0));
    return graph.add("Neg", List.of(sum));
  }

  private static String gather(GraphWriter graph, String value, String rows) {
    return graph.add("Gather", List.of(value, rows), number("axis", 0));
  }

  private static String filled(GraphWriter graph, String shape, long value) {
    return graph.add(
        "ConstantOfShape",
        List.of(shape),
        tensor("value", Constants.longs("value", new int[] {1}, value)));
  }

  private static String axis(GraphWriter graph, int axis) {
    return graph.constants().numbers("axis_" + axis, axis);
  }

  private static AttributeProto axes(long axis) {
    return GraphWriter.numbers("axes", axis);
  }

  static ValueInfoProto input(String name, DataType type, String... dimensions) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (String dimension : dimensions) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(dimension));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
        .build();
  }
}
