package io.leebert.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OrtException;
import io.leebert.trainer.backbone.Backbone;
import io.leebert.trainer.backbone.Pooling;
import io.leebert.trainer.backbone.Reference;
import io.leebert.trainer.backbone.TinyBackbone;
import io.leebert.trainer.data.TinyTokenizer;
import io.leebert.trainer.data.TokenizedRow;
import io.leebert.trainer.evaluate.GraphAnswer;
import io.leebert.trainer.exits.ExitDecision;
import io.leebert.trainer.exits.ExitRule;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is shared in the network is stored once in the graph, and the graph is still right. */
class AlbertGraphTest {

  static Stream<String> references() {
    return Reference.NAMES.stream();
  }

  @Test
  void aSharedLayerIsStoredOnceHoweverManyLayersRunIt() {
    ModelProto three = graph(3, 1, 1);
    ModelProto twelve = graph(12, 1, 1);

    assertThat(encoderArrays(twelve)).isEqualTo(encoderArrays(three)).hasSize(5 + 2 + 12);
    long exits = 9L * (3 * 8 + 3) * Float.BYTES;
    assertThat(storedBytes(twelve)).isEqualTo(storedBytes(three) + exits);
  }

  @Test
  void everyBlockOfEveryGroupIsStoredOnce() {
    assertThat(encoderArrays(graph(6, 2, 1))).hasSize(5 + 2 + 2 * 12);
    assertThat(encoderArrays(graph(6, 3, 2))).hasSize(5 + 2 + 6 * 12);
  }

  @ParameterizedTest
  @MethodSource("references")
  void theGraphOfEveryReferenceNetworkSaysWhatTheTrainingEngineSays(String name)
      throws OrtException, IOException {
    Reference reference = Reference.of(name);
    List<TokenizedRow> rows = reference.tokens();
    Backbone backbone = reference.backbone();
    int layers = backbone.config().layers();
    for (int exit = 1; exit <= layers; exit++) {
      Pooling pooling = exit % 2 == 0 ? Pooling.CLS : Pooling.MEAN;
      Integer[] silent = IntStream.range(1, exit).boxed().toArray(Integer[]::new);
      RandomNetwork random = RandomNetwork.of(backbone, pooling, silent);
      try (GraphSession graph = new GraphSession(random.network())) {
        for (int patience : new int[] {0, 1, layers}) {
          ExitRule rule = ExitRule.ofPatience(patience, random.network().votes());
          List<GraphAnswer> answers = graph.run(rows, Collections.nCopies(rows.size(), rule));
          for (int i = 0; i < rows.size(); i++) {
            assertSame(random.probabilities(rows.get(i)), rule, answers.get(i));
          }
          if (patience == 0) {
            int first = exit;
            assertThat(answers).allMatch(answer -> answer.exitLayer() == first);
          }
        }
      }
    }
  }

  private static void assertSame(float[][] expected, ExitRule rule, GraphAnswer answer) {
    ExitDecision decision = rule.decide(expected);
    assertThat(answer.decision()).isEqualTo(decision);
    assertThat(answer.probabilities())
        .containsExactly(expected[decision.exitLayer() - 1], within(1e-4f));
  }

  private static ModelProto graph(int layers, int groups, int blocks) {
    Backbone backbone =
        TinyBackbone.of(TinyBackbone.albert(layers, groups, blocks), 0.4, TinyTokenizer.json());
    return MultiExitGraph.of(RandomNetwork.of(backbone, Pooling.MEAN).network());
  }

  private static Set<String> encoderArrays(ModelProto model) {
    return model.getGraph().getInitializerList().stream()
        .map(TensorProto::getName)
        .filter(name -> name.startsWith("encoder.") || name.startsWith("embeddings."))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static long storedBytes(ModelProto model) {
    return model.getGraph().getInitializerList().stream()
        .filter(tensor -> tensor.getDataType() == TensorProto.DataType.FLOAT.getNumber())
        .mapToLong(tensor -> tensor.getRawData().size())
        .sum();
  }
}
