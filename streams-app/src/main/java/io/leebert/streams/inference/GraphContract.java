package io.leebert.streams.inference;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** The inputs and outputs that a bundle's graph must have; checked before it serves anything. */
final class GraphContract {
  static final String INPUT_IDS = "input_ids";
  static final String ATTENTION_MASK = "attention_mask";
  static final String TOKEN_TYPE_IDS = "token_type_ids";
  static final String PATIENCE = "patience";
  static final String MIN_CONFIDENCE = "min_confidence";
  static final String MAX_ENTROPY = "max_entropy";
  static final String PROBABILITIES = "probabilities";
  static final String EXIT_LAYER = "exit_layer";

  /** Element type and number of dimensions of a tensor. */
  private record Kind(OnnxJavaType type, int dimensions) {
    @Override
    public String toString() {
      return type.name().toLowerCase(Locale.ROOT) + " of " + dimensions + " dimensions";
    }
  }

  private static final Kind IDS = new Kind(OnnxJavaType.INT64, 2);
  private static final Kind PER_ROW = new Kind(OnnxJavaType.INT64, 1);
  private static final Kind THRESHOLD = new Kind(OnnxJavaType.FLOAT, 1);
  private static final Map<String, Kind> INPUTS =
      Map.of(
          INPUT_IDS, IDS,
          ATTENTION_MASK, IDS,
          TOKEN_TYPE_IDS, IDS,
          PATIENCE, PER_ROW,
          MIN_CONFIDENCE, THRESHOLD,
          MAX_ENTROPY, THRESHOLD);
  private static final Map<String, Kind> OUTPUTS =
      Map.of(PROBABILITIES, new Kind(OnnxJavaType.FLOAT, 2), EXIT_LAYER, PER_ROW);

  private GraphContract() {}

  /**
   * Checks names, element types and numbers of dimensions.
   *
   * @param source what to call the model in a message
   * @throws ModelLoadException naming what is wrong and everything that the model has
   */
  static void check(OrtSession session, String source) throws OrtException {
    check("input", INPUTS, kinds(session.getInputInfo()), source);
    check("output", OUTPUTS, kinds(session.getOutputInfo()), source);
  }

  private static void check(
      String side, Map<String, Kind> expected, Map<String, Kind> found, String source) {
    StringJoiner wrong = new StringJoiner("; ");
    expected.forEach(
        (name, kind) -> {
          Kind has = found.get(name);
          if (has == null) {
            wrong.add(side + " " + name + " (" + kind + ") is missing");
          } else if (!has.equals(kind)) {
            wrong.add(side + " " + name + " is " + has + " where " + kind + " is expected");
          }
        });
    found.keySet().stream()
        .filter(name -> side.equals("input") && !expected.containsKey(name))
        .forEach(name -> wrong.add("input " + name + " is not one this server can fill"));
    if (wrong.length() > 0) {
      throw new ModelLoadException(
          source
              + " is not a model this server can run: "
              + wrong
              + ". Its "
              + side
              + "s: "
              + found);
    }
  }

  private static Map<String, Kind> kinds(Map<String, NodeInfo> nodes) {
    Map<String, Kind> kinds = new LinkedHashMap<>();
    nodes.forEach(
        (name, node) -> {
          if (node.getInfo() instanceof TensorInfo tensor) {
            kinds.put(name, new Kind(tensor.type, tensor.getShape().length));
          } else {
            kinds.put(name, new Kind(OnnxJavaType.UNKNOWN, 0));
          }
        });
    return kinds;
  }
}
