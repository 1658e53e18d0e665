package io.leebert.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.leebert.trainer.backbone.Activation;
import io.leebert.trainer.backbone.Backbone;
import io.leebert.trainer.backbone.BackboneConfig;
import io.leebert.trainer.backbone.Pooling;
import io.leebert.trainer.backbone.TinyBackbone;
import io.leebert.trainer.data.Batch;
import io.leebert.trainer.data.TinyTokenizer;
import io.leebert.trainer.data.TokenizedRow;
import io.leebert.trainer.evaluate.GraphAnswer;
import io.leebert.trainer.exits.ExitRule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.LongBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The ordinary graph that a bundle is compared with: the same network, in ordinary operators. */
class PlainGraphTest {
  private static final int ROWS = 40;

  static Stream<Arguments> networks() {
    Backbone albert = TinyBackbone.of(TinyBackbone.albert(4, 2, 2), 0.4, TinyTokenizer.json());
    return Stream.of(
        Arguments.of("mean pooling", RandomNetwork.of(Pooling.MEAN, Activation.GELU)),
        Arguments.of("the state of [CLS]", RandomNetwork.of(Pooling.CLS, Activation.GELU)),
        Arguments.of("tanh GELU", RandomNetwork.of(Pooling.MEAN, Activation.GELU_TANH)),
        Arguments.of("silent exits", RandomNetwork.of(Pooling.MEAN, Activation.GELU, 1, 3)),
        Arguments.of("ALBERT", RandomNetwork.of(albert, Pooling.MEAN)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void itSaysWhatTheBundlesGraphSaysAtFullDepth(String name, RandomNetwork random)
      throws OrtException {
    List<TokenizedRow> rows = RandomNetwork.rows(ROWS);
    int layers = random.network().exits().size();
    ExitRule fullDepth = ExitRule.ofPatience(layers, random.network().votes());

    float[][] plain = run(plain(random), rows);

    try (GraphSession graph = new GraphSession(random.network())) {
      List<GraphAnswer> answers = graph.run(rows, Collections.nCopies(ROWS, fullDepth));
      for (int i = 0; i < ROWS; i++) {
        assertThat(answers.get(i).exitLayer()).isEqualTo(layers);
        assertThat(plain[i]).containsExactly(answers.get(i).probabilities(), within(1e-4f));
      }
    }
  }

  @Test
  void aLayerIsMadeOfTheOperatorsOfAnOrdinaryExport() throws IOException {
    Map<String, Long> one = operators(plain(layers(3)).getGraph(), node -> true);
    Map<String, Long> more = operators(plain(layers(4)).getGraph(), node -> true);
    Map<String, Long> perLayer = new TreeMap<>(more);
    one.forEach((operator, count) -> perLayer.computeIfPresent(operator, (k, v) -> v - count));
    perLayer.values().removeIf(count -> count == 0);

    assertThat(perLayer)
        .isEqualTo(
            operators(
                ordinaryExport(),
                node ->
                    node.getName().startsWith("/encoder/layer.3/")
                        && !node.getOpType().equals("Constant")));
  }

  @Test
  void weightsThatAreNo32BitNumbersAreRefusedByName() {
    ModelProto.Builder model =
        MultiExitGraph.of(RandomNetwork.of(Pooling.MEAN, Activation.GELU).network()).toBuilder();
    for (TensorProto.Builder tensor : model.getGraphBuilder().getInitializerBuilderList()) {
      if (tensor.getName().endsWith("layer.2.output.dense.weight.transposed")) {
        tensor.setDataType(TensorProto.DataType.INT8.getNumber());
      }
    }

    assertThatThrownBy(() -> PlainGraph.of(model.build(), Pooling.MEAN))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("a bundle with 32-bit weights")
        .hasMessageContaining("encoder.layer.2.output.dense.weight.transposed");
  }

  @Test
  void aGraphOfSomebodyElsesIsRefused() throws IOException {
    ModelProto foreign = ModelProto.newBuilder().setGraph(ordinaryExport()).build();

    assertThatThrownBy(() -> PlainGraph.of(foreign, Pooling.MEAN))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("as train writes it");
  }

  private static RandomNetwork layers(int layers) {
    BackboneConfig config =
        new BackboneConfig(layers, 16, 2, 32, 14, 16, 2, 1e-12f, Activation.GELU);
    return RandomNetwork.of(TinyBackbone.of(config, 0.4, TinyTokenizer.json()), Pooling.MEAN);
  }

  private static ModelProto plain(RandomNetwork random) {
    return PlainGraph.of(MultiExitGraph.of(random.network()), random.network().pooling());
  }

  /** What PyTorch made of a BERT of Hugging Face's: the default backbone's own file. */
  private static GraphProto ordinaryExport() throws IOException {
    try (InputStream file = PlainGraphTest.class.getResourceAsStream("/bge-small-en-v1.5.onnx")) {
      assertThat(file).isNotNull();
      return ModelProto.parseFrom(file.readAllBytes()).getGraph();
    }
  }

  private static Map<String, Long> operators(GraphProto graph, Predicate<NodeProto> counted) {
    return graph.getNodeList().stream()
        .filter(counted)
        .collect(Collectors.groupingBy(NodeProto::getOpType, TreeMap::new, Collectors.counting()));
  }

  private static float[][] run(ModelProto model, List<TokenizedRow> rows) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Batch batch = Batch.of(rows);
    long[] shape = {batch.rows(), batch.length()};
    long[] mask = new long[batch.mask().length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = (long) batch.mask()[i];
    }
    try (OrtSession session = environment.createSession(model.toByteArray());
        OnnxTensor ids = OnnxTensor.createTensor(environment, LongBuffer.wrap(batch.ids()), shape);
        OnnxTensor real = OnnxTensor.createTensor(environment, LongBuffer.wrap(mask), shape);
        OnnxTensor types =
            OnnxTensor.createTensor(environment, LongBuffer.wrap(batch.types()), shape);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", ids, "attention_mask", real, "token_type_ids", types))) {
      return (float[][]) result.get("probabilities").orElseThrow().getValue();
    }
  }
}
