package io.leebert.trainer.export;

import static io.leebert.trainer.export.GraphWriter.number;
import static io.leebert.trainer.export.GraphWriter.numbers;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.trainer.backbone.Pooling;
import io.leebert.trainer.backbone.Weight;
import io.leebert.trainer.export.ExportedWeights.Block;
import io.leebert.trainer.export.ExportedWeights.Linear;
import io.leebert.trainer.export.ExportedWeights.Norm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A bundle's network as an ordinary classifier: the whole depth, the last exit, nothing else. The
 * operators are those of PyTorch's exporter for a Hugging Face BERT, one by one and in its order,
 * so that ONNX Runtime fuses here what it fuses there. Made to compare with, never served by us.
 *
 * <p>Inputs {@code input_ids}, {@code attention_mask}, {@code token_type_ids} int64 {@code [B,S]};
 * output {@code probabilities} float {@code [B,K]}.
 */
public final class PlainGraph {

  /** What PyTorch's exporter writes unless told otherwise. */
  private static final int OPSET = 14;

  private static final int IR_VERSION = 7;

  private final Constants constants = new Constants();
  private final GraphWriter graph = new GraphWriter("plain", constants);
  private final ExportedWeights weights;
  private final Pooling pooling;

  private PlainGraph(ExportedWeights weights, Pooling pooling) {
    this.weights = weights;
    this.pooling = pooling;
  }

  /**
   * Makes the graph of a bundle.
   *
   * @return an ONNX file
   * @throws ExportException when the bundle's weights are not 32-bit ones
   */
  public static byte[] of(ModelBundle bundle) {
    try {
      ModelProto model = ModelProto.parseFrom(Files.readAllBytes(bundle.model()));
      String pooling = bundle.manifest().getPooling().toUpperCase(Locale.ROOT);
      return of(model, Pooling.valueOf(pooling)).toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + bundle.model(), e);
    }
  }

  static ModelProto of(ModelProto exported, Pooling pooling) {
    return new PlainGraph(new ExportedWeights(exported.getGraph()), pooling).model();
  }

  private ModelProto model() {
    String mask = additiveMask();
    String hidden = embeddings();
    for (Block block : weights.blocks()) {
      String attended = normalized(attention(block, hidden, mask), hidden, block.attendedNorm());
      String inner = linear(attended, block.inner());
      String activated = block.tanh() ? tanhGelu(inner) : gelu(inner);
      hidden = normalized(linear(activated, block.outer()), attended, block.outerNorm());
    }
    graph.rename(probabilities(hidden), "probabilities");
    GraphProto.Builder body = graph.graph(List.of());
    for (String name : List.of("input_ids", "attention_mask", "token_type_ids")) {
      body.addInput(MultiExitGraph.input(name, DataType.INT64, "batch", "tokens"));
    }
    body.addOutput(MultiExitGraph.input("probabilities", DataType.FLOAT, "batch", "classes"));
    constants.addTo(body);
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("leebert-streams")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
        .setGraph(body)
        .build();
  }

  /** 0 for real tokens, the smallest number for padding. */
  private String additiveMask() {
    String rows = unsqueeze(unsqueeze("attention_mask", 1), 2);
    String real = graph.add("Cast", List.of(rows), number("to", DataType.FLOAT.getNumber()));
    String padding = graph.add("Sub", List.of(constants.real("1.0", 1), real));
    return graph.add("Mul", List.of(padding, constants.real("lowest", -Float.MAX_VALUE)));
  }

  private String embeddings() {
    String shape = graph.add("Shape", List.of("input_ids"));
    String tokens =
        graph.add("Gather", List.of(shape, constants.number("1", 1)), number("axis", 0));
    Weight positions = weights.named(EncoderGraph.POSITION);
    long[] all = new long[positions.shape()[0]];
    Arrays.setAll(all, i -> i);
    String positionIds = constants.numbers("position_ids", all);
    String used =
        graph.add("Slice", List.of(positionIds, axis(0), unsqueeze(tokens, 0), axis(0), axis(1)));
    String words = graph.add("Gather", List.of(kept(EncoderGraph.WORD), "input_ids"));
    String types = graph.add("Gather", List.of(kept(EncoderGraph.TYPE), "token_type_ids"));
    String both = graph.add("Add", List.of(words, types));
    String places = graph.add("Gather", List.of(kept(EncoderGraph.POSITION), used));
    String normalized =
        normalized(graph.add("Add", List.of(both, places)), weights.embeddingNorm());
    Linear projection = weights.projection();
    return projection == null ? normalized : linear(normalized, projection);
  }

  private String attention(Block block, String hidden, String mask) {
    int heads = block.heads();
    Weight[] matrices = columns(block.self().matrix());
    Weight[] biases = columns(block.self().bias());
    int width = biases[0].values().length;
    String[] parts = new String[3];
    for (int i = 0; i < 3; i++) {
      String name = block.self().name() + "." + i;
      parts[i] = linear(hidden, new Linear(name, matrices[i], biases[i]));
    }
    String key = inHeads(parts[1], heads, width, 0, 2, 3, 1);
    String value = inHeads(parts[2], heads, width, 0, 2, 1, 3);
    String query = inHeads(parts[0], heads, width, 0, 2, 1, 3);
    float root = (float) Math.sqrt((double) width / heads);
    String products = graph.add("MatMul", List.of(query, key));
    String scaled = graph.add("Div", List.of(products, constants.real("root." + root, root)));
    String masked = graph.add("Add", List.of(scaled, mask));
    String shares = graph.add("Softmax", List.of(masked), number("axis", -1));
    String context = graph.add("MatMul", List.of(shares, value));
    String turned = graph.add("Transpose", List.of(context), numbers("perm", 0, 2, 1, 3));
    return linear(reshape(turned, width), block.attended());
  }

  private String inHeads(String value, int heads, int width, long... order) {
    String split = reshape(value, heads, width / heads);
    return graph.add("Transpose", List.of(split), numbers("perm", order));
  }

  /** Batch and tokens as they are, the rest as given. */
  private String reshape(String value, int... rest) {
    String batch = dimension(value, 0);
    String tokens = dimension(value, 1);
    List<String> parts = new ArrayList<>(List.of(batch, tokens));
    for (int size : rest) {
      parts.add(constants.numbers("size_" + size, size));
    }
    String shape = graph.add("Concat", parts, number("axis", 0));
    return graph.add("Reshape", List.of(value, shape));
  }

  private String dimension(String value, int index) {
    String shape = graph.add("Shape", List.of(value));
    String at = constants.number(Integer.toString(index), index);
    return unsqueeze(graph.add("Gather", List.of(shape, at), number("axis", 0)), 0);
  }

  private String linear(String value, Linear linear) {
    String matrix = constants.weight(linear.name(), linear.matrix());
    String product = graph.add("MatMul", List.of(value, matrix));
    String bias = constants.weight(linear.name() + ".bias", linear.bias());
    return graph.add("Add", List.of(bias, product));
  }

  private String normalized(String value, String skip, Norm norm) {
    return normalized(graph.add("Add", List.of(value, skip)), norm);
  }

  private String normalized(String value, Norm norm) {
    String mean = mean(value);
    String centred = graph.add("Sub", List.of(value, mean));
    String squares = graph.add("Pow", List.of(centred, constants.real("2.0", 2)));
    String epsilon = constants.real("epsilon." + norm.epsilon(), norm.epsilon());
    String variance = graph.add("Add", List.of(mean(squares), epsilon));
    String scaled = graph.add("Div", List.of(centred, graph.add("Sqrt", List.of(variance))));
    String scale = constants.weight(norm.name(), norm.scale());
    String weighted = graph.add("Mul", List.of(scaled, scale));
    String shift = constants.weight(norm.name() + ".shift", norm.shift());
    return graph.add("Add", List.of(weighted, shift));
  }

  private String mean(String value) {
    return graph.add("ReduceMean", List.of(value), numbers("axes", -1));
  }

  private String gelu(String value) {
    String root = constants.real("root.2", (float) Math.sqrt(2));
    String erf = graph.add("Erf", List.of(graph.add("Div", List.of(value, root))));
    String gate = graph.add("Add", List.of(erf, constants.real("1.0", 1)));
    String product = graph.add("Mul", List.of(value, gate));
    return graph.add("Mul", List.of(product, constants.real("0.5", 0.5f)));
  }

  private String tanhGelu(String value) {
    String half = graph.add("Mul", List.of(value, constants.real("0.5", 0.5f)));
    String cube = graph.add("Pow", List.of(value, constants.real("3.0", 3)));
    String small = graph.add("Mul", List.of(cube, constants.real("0.044715", 0.044715f)));
    String sum = graph.add("Add", List.of(value, small));
    String root = constants.real("root.2/pi", (float) Math.sqrt(2 / Math.PI));
    String tanh = graph.add("Tanh", List.of(graph.add("Mul", List.of(sum, root))));
    String gate = graph.add("Add", List.of(tanh, constants.real("1.0", 1)));
    return graph.add("Mul", List.of(half, gate));
  }

  private String probabilities(String hidden) {
    Linear exit = weights.lastExit();
    String logits =
        graph.add(
            "Gemm",
            List.of(
                pooled(hidden),
                constants.weight(exit.name(), exit.matrix()),
                constants.weight(exit.name() + ".bias", exit.bias())),
            number("transB", 1));
    return graph.add("Softmax", List.of(logits), number("axis", -1));
  }

  private String pooled(String hidden) {
    if (pooling == Pooling.CLS) {
      return graph.add("Gather", List.of(hidden, constants.number("0", 0)), number("axis", 1));
    }
    String column = unsqueeze("attention_mask", -1);
    String real = graph.add("Cast", List.of(column), number("to", DataType.FLOAT.getNumber()));
    String kept = graph.add("Mul", List.of(hidden, real));
    String sums = graph.add("ReduceSum", List.of(kept, axis(1)), number("keepdims", 0));
    String counts = graph.add("ReduceSum", List.of(real, axis(1)), number("keepdims", 0));
    return graph.add("Div", List.of(sums, counts));
  }

  /** Query, key and value of what lies side by side. */
  private static Weight[] columns(Weight together) {
    int[] shape = together.shape();
    int all = shape[shape.length - 1];
    int width = all / 3;
    int rows = together.values().length / all;
    Weight[] parts = new Weight[3];
    for (int part = 0; part < 3; part++) {
      float[] values = new float[rows * width];
      for (int row = 0; row < rows; row++) {
        System.arraycopy(together.values(), row * all + part * width, values, row * width, width);
      }
      parts[part] = shape.length == 1 ? Weight.of(values, width) : Weight.of(values, rows, width);
    }
    return parts;
  }

  private String kept(String name) {
    return constants.weight(name, weights.named(name));
  }

  private String unsqueeze(String value, int axis) {
    return graph.add("Unsqueeze", List.of(value, axis(axis)));
  }

  private String axis(int axis) {
    return constants.numbers("axis_" + axis, axis);
  }
}
