package io.leebert.trainer.export;

import static io.leebert.trainer.exits.ExitRule.CONFIDENCE_OFF;
import static io.leebert.trainer.exits.ExitRule.ENTROPY_OFF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OrtException;
import io.leebert.trainer.backbone.Activation;
import io.leebert.trainer.backbone.Pooling;
import io.leebert.trainer.backbone.Weight;
import io.leebert.trainer.data.TokenizedRow;
import io.leebert.trainer.evaluate.GraphAnswer;
import io.leebert.trainer.exits.ExitDecision;
import io.leebert.trainer.exits.ExitRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The exported graph in ONNX Runtime, row by row against the exit rule's definition. */
class ExportedGraphTest {
  private static final int ROWS = 168;
  private static final float[] CONFIDENCES = {CONFIDENCE_OFF, 0.7f, 0.9f};
  private static final float[] ENTROPIES = {ENTROPY_OFF, 0.2f, ENTROPY_OFF, 0.7f};

  private final List<TokenizedRow> rows = RandomNetwork.rows(ROWS);

  static Stream<Arguments> networks() {
    return Stream.of(
        Arguments.of("mean pooling", RandomNetwork.of(Pooling.MEAN, Activation.GELU)),
        Arguments.of("the state of [CLS]", RandomNetwork.of(Pooling.CLS, Activation.GELU)),
        Arguments.of("exit 1 silent", RandomNetwork.of(Pooling.MEAN, Activation.GELU, 1)),
        Arguments.of("2 and 3 silent", RandomNetwork.of(Pooling.MEAN, Activation.GELU, 2, 3)),
        Arguments.of("all but 5", RandomNetwork.of(Pooling.MEAN, Activation.GELU, 1, 2, 3, 4)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void everyRowOfAMixedBatchLeavesWhereItsOwnRuleSays(String name, RandomNetwork random)
      throws OrtException {
    List<ExitRule> rules = mixed(random);

    List<GraphAnswer> answers;
    try (GraphSession graph = new GraphSession(random.network())) {
      answers = graph.run(rows, rules);
    }

    Set<Integer> layers = new TreeSet<>();
    for (int i = 0; i < ROWS; i++) {
      assertAnswer(random, i, rules.get(i), answers.get(i));
      layers.add(answers.get(i).exitLayer());
    }
    List<Boolean> votes = random.network().votes();
    assertThat(layers)
        .as("layers that rows left at")
        .allMatch(layer -> votes.get(layer - 1))
        .hasSize(Collections.frequency(votes, true));
  }

  @Test
  void aRowsAnswerDependsNeitherOnItsCompanyNorOnPadding() throws OrtException {
    RandomNetwork random = RandomNetwork.of(Pooling.MEAN, Activation.GELU);
    List<ExitRule> rules = mixed(random);
    try (GraphSession graph = new GraphSession(random.network())) {
      List<GraphAnswer> together = graph.run(rows, rules);

      for (int i = 0; i < ROWS; i++) {
        GraphAnswer alone = graph.run(List.of(rows.get(i)), List.of(rules.get(i))).get(0);
        assertThat(alone.exitLayer()).isEqualTo(together.get(i).exitLayer());
        assertThat(alone.probabilities())
            .containsExactly(together.get(i).probabilities(), within(1e-4f));
      }
    }
  }

  @Test
  void aWholeBatchMayLeaveAtTheFirstExitOrAtTheLast() throws OrtException {
    RandomNetwork random = RandomNetwork.of(Pooling.MEAN, Activation.GELU);
    List<Boolean> votes = random.network().votes();
    try (GraphSession graph = new GraphSession(random.network())) {
      assertThat(graph.run(rows, Collections.nCopies(ROWS, ExitRule.ofPatience(0, votes))))
          .allMatch(answer -> answer.exitLayer() == 1);
      for (int patience : new int[] {RandomNetwork.LAYERS, RandomNetwork.LAYERS + 40}) {
        ExitRule full = ExitRule.ofPatience(patience, votes);
        assertThat(graph.run(rows, Collections.nCopies(ROWS, full)))
            .allMatch(answer -> answer.exitLayer() == RandomNetwork.LAYERS);
      }
    }
  }

  @Test
  void theTanhGeluIsExportedAsWhatItIs() throws OrtException {
    RandomNetwork random = RandomNetwork.of(Pooling.MEAN, Activation.GELU_TANH);
    List<ExitRule> rules = mixed(random);
    try (GraphSession graph = new GraphSession(random.network())) {
      List<GraphAnswer> answers = graph.run(rows, rules);
      for (int i = 0; i < ROWS; i++) {
        assertAnswer(random, i, rules.get(i), answers.get(i));
      }
    }
  }

  @Test
  void weightsAreStoredOnceHoweverManyBranchesReadThem() {
    RandomNetwork random = RandomNetwork.of(Pooling.MEAN, Activation.GELU);
    long weights =
        random.network().backbone().weights().values().stream()
                .mapToLong(weight -> weight.values().length)
                .sum()
            + random.network().exits().stream()
                .mapToLong(exit -> size(exit.weight()) + size(exit.bias()))
                .sum();

    ModelProto model = MultiExitGraph.of(random.network());

    long stored =
        model.getGraph().getInitializerList().stream()
            .filter(tensor -> tensor.getDataType() == TensorProto.DataType.FLOAT.getNumber())
            .mapToLong(tensor -> tensor.getDimsList().stream().reduce(1L, Math::multiplyExact))
            .sum();
    assertThat(stored).as("plus the entropy's floor").isEqualTo(weights + 1);
    for (GraphProto branch : branches(model.getGraph())) {
      assertThat(branch.getInitializerCount()).isZero();
    }
  }

  /** A new operator is a conscious choice: it needs a kernel on every device that we serve on. */
  @Test
  void theGraphUsesTheseOperatorsAndNoOthers() {
    ModelProto model = MultiExitGraph.of(RandomNetwork.of(Pooling.MEAN, Activation.GELU).network());

    Set<String> operators = new TreeSet<>();
    List<GraphProto> graphs = new ArrayList<>(branches(model.getGraph()));
    graphs.add(model.getGraph());
    for (GraphProto graph : graphs) {
      graph.getNodeList().forEach(node -> operators.add(node.getOpType()));
    }
    assertThat(operators)
        .containsExactly(
            "Add",
            "ArgMax",
            "Attention",
            "BiasGelu",
            "Cast",
            "Concat",
            "ConstantOfShape",
            "Div",
            "Equal",
            "Gather",
            "Gemm",
            "Greater",
            "GreaterOrEqual",
            "Identity",
            "If",
            "LayerNormalization",
            "LessOrEqual",
            "Log",
            "MatMul",
            "Max",
            "Mul",
            "Neg",
            "NonZero",
            "Not",
            "Or",
            "Range",
            "ReduceMax",
            "ReduceSum",
            "ScatterND",
            "Shape",
            "SkipLayerNormalization",
            "Slice",
            "Softmax",
            "Squeeze",
            "Unsqueeze",
            "Where");
  }

  private static long size(Weight weight) {
    return weight.values().length;
  }

  private static List<GraphProto> branches(GraphProto graph) {
    List<GraphProto> branches = new ArrayList<>();
    for (NodeProto node : graph.getNodeList()) {
      for (AttributeProto attribute : node.getAttributeList()) {
        if (attribute.hasG()) {
          branches.add(attribute.getG());
          branches.addAll(branches(attribute.getG()));
        }
      }
    }
    return branches;
  }

  /** Patience 0 to M + 1, and every mix of the other two rules, on and off. */
  private List<ExitRule> mixed(RandomNetwork random) {
    List<ExitRule> rules = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      rules.add(
          new ExitRule(
              i % (RandomNetwork.LAYERS + 2),
              CONFIDENCES[i % CONFIDENCES.length],
              ENTROPIES[i % ENTROPIES.length],
              random.network().votes()));
    }
    return rules;
  }

  private void assertAnswer(RandomNetwork random, int row, ExitRule rule, GraphAnswer answer) {
    float[][] probabilities = random.probabilities(rows.get(row));
    ExitDecision expected = rule.decide(probabilities);
    assertThat(answer.decision()).as("row %d under %s", row, rule).isEqualTo(expected);
    assertThat(answer.probabilities())
        .as("row %d", row)
        .containsExactly(probabilities[expected.exitLayer() - 1], within(1e-4f));
  }
}
