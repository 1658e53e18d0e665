package io.leebert.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnxruntime.OrtException;
import io.leebert.trainer.backbone.Activation;
import io.leebert.trainer.backbone.Pooling;
import io.leebert.trainer.backbone.TinyBackbone;
import io.leebert.trainer.data.TinyTokenizer;
import io.leebert.trainer.data.TokenizedRow;
import io.leebert.trainer.evaluate.GraphAnswer;
import io.leebert.trainer.exits.ExitRule;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The graph with int8 weights in ONNX Runtime, beside the one it was made of. */
class Int8GraphTest {
  private static final int ROWS = 120;

  private final RandomNetwork random = RandomNetwork.of(Pooling.MEAN, Activation.GELU);
  private final ModelProto fp32 = MultiExitGraph.of(random.network());
  private final ModelProto int8 = Int8Graph.of(fp32);
  private final List<TokenizedRow> rows = RandomNetwork.rows(ROWS);

  @Test
  void itSaysAboutTheSameAtEveryDepthAndNotExactlyTheSame() throws OrtException {
    try (GraphSession before = new GraphSession(fp32);
        GraphSession after = new GraphSession(int8)) {
      for (int patience : new int[] {0, RandomNetwork.LAYERS}) {
        List<GraphAnswer> expected = before.run(rows, patience(patience));
        List<GraphAnswer> found = after.run(rows, patience(patience));

        double sum = 0;
        double largest = 0;
        for (int i = 0; i < ROWS; i++) {
          assertThat(found.get(i).exitLayer()).isEqualTo(expected.get(i).exitLayer());
          double difference = difference(expected.get(i), found.get(i));
          sum += difference;
          largest = Math.max(largest, difference);
        }
        assertThat(sum / ROWS).as("mean at patience %d", patience).isBetween(1e-6, 0.03);
        assertThat(largest).as("largest at patience %d", patience).isLessThan(0.2);
      }
    }
  }

  /** What one scale for a whole batch would not give. */
  @Test
  void aRowsAnswerDependsNeitherOnItsCompanyNorOnPadding() throws OrtException {
    try (GraphSession graph = new GraphSession(int8)) {
      List<ExitRule> rules = patience(2);
      List<GraphAnswer> together = graph.run(rows, rules);

      for (int i = 0; i < ROWS; i++) {
        GraphAnswer alone = graph.run(List.of(rows.get(i)), List.of(rules.get(i))).get(0);
        assertThat(alone.exitLayer()).as("row %d", i).isEqualTo(together.get(i).exitLayer());
        assertThat(alone.probabilities())
            .as("row %d", i)
            .containsExactly(together.get(i).probabilities(), within(2e-3f));
      }
    }
  }

  @Test
  void everyWeightMatrixAndTheWordsAreInt8AndTheRestIsAsItWas() {
    Map<String, TensorProto> before = constants(fp32);
    Map<String, TensorProto> after = constants(int8);

    Set<String> gone = new TreeSet<>(before.keySet());
    gone.removeAll(after.keySet());
    assertThat(gone)
        .hasSize(1 + 4 * RandomNetwork.LAYERS)
        .contains(EncoderGraph.WORD, "encoder.layer.4.attention.self.qkv.weight");
    for (String name : gone) {
      TensorProto values = constant(after, name + ".int8");
      TensorProto floats = constant(before, name);
      assertThat(values.getDataType()).isEqualTo(DataType.INT8.getNumber());
      assertThat(values.getDimsList()).isEqualTo(floats.getDimsList());
      assertThat(values.getRawData().size() * 4).isEqualTo(floats.getRawData().size());
    }
    before.keySet().removeAll(gone);
    assertThat(after).containsAllEntriesOf(before);
    assertThat(before).containsKeys("exit.1.weight", "exit.5.bias");
  }

  @Test
  void noWeightIsMultipliedInFp32AndNothingElseChanges() {
    Map<String, Long> before = operators(fp32.getGraph());
    Map<String, Long> after = operators(int8.getGraph());

    long layers = RandomNetwork.LAYERS;
    assertThat(after)
        .doesNotContainKey("Attention")
        .containsEntry("MultiHeadAttention", layers)
        .containsEntry("MatMulIntegerToFloat", 4 * layers)
        .containsEntry("QuantizeLinear", 4 * layers)
        .containsEntry("Split", layers)
        .containsEntry("MatMul", before.getOrDefault("MatMul", 0L) - 3 * layers);
    for (String same : List.of("Gemm", "SkipLayerNormalization", "BiasGelu", "If", "Softmax")) {
      assertThat(after.get(same)).as(same).isEqualTo(before.get(same));
    }
    assertThat(int8.getGraph().getInputList()).isEqualTo(fp32.getGraph().getInputList());
    assertThat(int8.getGraph().getOutputList()).isEqualTo(fp32.getGraph().getOutputList());
  }

  @Test
  void whatLayersShareIsStoredOnceInInt8Too() throws OrtException {
    RandomNetwork shared =
        RandomNetwork.of(
            TinyBackbone.of(TinyBackbone.albert(6, 1, 1), 0.4, TinyTokenizer.json()), Pooling.CLS);
    ModelProto graph = Int8Graph.of(MultiExitGraph.of(shared.network()));

    // The words, their projection, and the four matrices of the one layer that there is.
    assertThat(constants(graph).keySet().stream().filter(name -> name.endsWith(".int8")))
        .hasSize(6);
    try (GraphSession session = new GraphSession(graph)) {
      ExitRule rule = ExitRule.ofPatience(6, shared.network().votes());
      assertThat(session.run(rows, Collections.nCopies(ROWS, rule)))
          .allMatch(answer -> answer.exitLayer() == 6);
    }
  }

  @Test
  void aGraphWithoutFp32WeightsIsRefused() {
    assertThatThrownBy(() -> Int8Graph.of(int8))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("no fp32 weights");
  }

  private List<ExitRule> patience(int patience) {
    return Collections.nCopies(ROWS, ExitRule.ofPatience(patience, random.network().votes()));
  }

  private static double difference(GraphAnswer one, GraphAnswer other) {
    double largest = 0;
    for (int k = 0; k < one.probabilities().length; k++) {
      largest =
          Math.max(largest, Math.abs((double) one.probabilities()[k] - other.probabilities()[k]));
    }
    return largest;
  }

  private static Map<String, TensorProto> constants(ModelProto model) {
    return model.getGraph().getInitializerList().stream()
        .collect(Collectors.toMap(TensorProto::getName, Function.identity()));
  }

  private static TensorProto constant(Map<String, TensorProto> constants, String name) {
    return Objects.requireNonNull(constants.get(name), name);
  }

  private static Map<String, Long> operators(GraphProto graph) {
    Map<String, Long> counts =
        graph.getNodeList().stream()
            .collect(Collectors.groupingBy(NodeProto::getOpType, Collectors.counting()));
    for (NodeProto node : graph.getNodeList()) {
      for (AttributeProto attribute : node.getAttributeList()) {
        if (attribute.hasG()) {
          operators(attribute.getG()).forEach((name, n) -> counts.merge(name, n, Long::sum));
        }
      }
    }
    return counts;
  }
}
