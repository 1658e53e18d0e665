package io.leebert.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.leebert.trainer.backbone.Weight;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from graphs that are nearly ours, and what is said of those that are not. */
class ExportedWeightsTest {

  private static final String EXPECTED =
      "expected the graph of a bundle with 32-bit weights, as train writes it, but this one ";

  private final GraphProto.Builder graph = GraphProto.newBuilder();

  @Test
  void everyPartOfALayerComesFromTheOperatorThatUsesIt() {
    layer("0.", "BiasGelu", 4);

    ExportedWeights.Block block = read().blocks().get(0);

    assertThat(block.heads()).isEqualTo(4);
    assertThat(block.tanh()).isFalse();
    assertThat(block.self().name()).isEqualTo("0.qkv");
    assertThat(block.attended().name()).isEqualTo("0.attended");
    assertThat(block.attended().bias().values()).containsExactly(13);
    assertThat(block.attendedNorm().scale().values()).containsExactly(11);
    assertThat(block.attendedNorm().shift().values()).containsExactly(12);
    assertThat(block.attendedNorm().epsilon()).isEqualTo(1e-5f);
    assertThat(block.inner().name()).isEqualTo("0.inner");
    assertThat(block.inner().bias().values()).containsExactly(20);
    assertThat(block.outer().name()).isEqualTo("0.outer");
    assertThat(block.outer().bias().values()).containsExactly(33);
    assertThat(block.outerNorm().name()).isEqualTo("0.outerScale");
    assertThat(block.outerNorm().epsilon()).isEqualTo(1e-6f);
  }

  @Test
  void theOperatorOfTheActivationTellsItsForm() {
    layer("0.", "FastGelu", 2);
    layer("1.", "BiasGelu", 2);

    assertThat(read().blocks())
        .extracting(ExportedWeights.Block::tanh)
        .containsExactly(true, false);
  }

  @Test
  void layersAreFoundInTheBranchThatRunsThemAndNotInTheOther() {
    layer("0.", "BiasGelu", 2);
    GraphProto first = taken();
    layer("1.", "BiasGelu", 2);
    GraphProto other = taken();
    first.getInitializerList().forEach(graph::addInitializer);
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("If")
            .addAttribute(AttributeProto.newBuilder().setName("else_branch").setG(other))
            .addAttribute(AttributeProto.newBuilder().setName("then_branch").setG(first)));

    assertThat(read().blocks()).extracting(block -> block.self().name()).containsExactly("0.qkv");
  }

  @Test
  void aProductOfNoConstantIsNoPartOfALayer() {
    node("MatMul", "", "hidden", "mask");
    layer("0.", "BiasGelu", 2);

    assertThat(read().blocks()).hasSize(1);
  }

  @Test
  void aGraphWithoutAttentionIsNamedAsOne() {
    assertRefused(() -> read().blocks(), "has no attention operators");
    node("MatMul", "", "x", constant("w", 1));
    assertRefused(() -> read().blocks(), "has no attention operators");
  }

  @Test
  void aGraphThatEndsInALayerIsNamedAsOne() {
    layer("0.", "BiasGelu", 2);
    graph.removeNode(graph.getNodeCount() - 1);

    assertRefused(() -> read().blocks(), "ends inside a layer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Gelu", "QuickGelu", "biasgelu"})
  void anActivationThatIsNoneOfOursIsNamed(String operator) {
    layer("0.", operator, 2);

    assertRefused(
        () -> read().blocks(),
        "has a " + operator + " where BiasGelu or FastGelu is expected in a layer");
  }

  @Test
  void anOperatorWithoutItsAttributeIsNamed() {
    layer("0.", "BiasGelu", 2);
    graph.setNode(0, graph.getNode(0).toBuilder().clearAttribute());
    assertRefused(() -> read().blocks(), "has a Attention without num_heads");

    node("If", "");
    assertRefused(this::read, "has a If without then_branch");
  }

  @Test
  void aConstantThatIsNotThereOrOfAnotherTypeIsNamed() {
    graph.addInitializer(
        tensor("half", 1).toBuilder().setDataType(TensorProto.DataType.FLOAT16.getNumber()));

    assertRefused(() -> read().named("none"), "has no constant none");
    assertRefused(() -> read().named("half"), "stores half not as 32-bit floating point numbers");
  }

  @Test
  void theNormOfTheEmbeddingsIsTheFirstOneThatIsNotFused() {
    assertRefused(() -> read().embeddingNorm(), "does not normalize its embeddings");

    graph.addNode(
        operator("LayerNormalization", "", "x", constant("scale", 5), constant("shift", 6))
            .addAttribute(epsilon(1e-12f)));
    graph.addNode(
        operator("LayerNormalization", "", "x", constant("later", 7), constant("late", 8))
            .addAttribute(epsilon(1)));

    ExportedWeights.Norm norm = read().embeddingNorm();
    assertThat(norm.name()).isEqualTo("scale");
    assertThat(norm.shift().values()).containsExactly(6);
    assertThat(norm.epsilon()).isEqualTo(1e-12f);
  }

  @Test
  void theLastExitIsTheLastOfAllExits() {
    assertRefused(() -> read().lastExit(), "has no exit");

    node("Gemm", "", "x", constant("exit.1", 1), constant("bias.1", 2));
    node("Gemm", "", "x", constant("exit.2", 3), constant("bias.2", 4));

    assertThat(read().lastExit().name()).isEqualTo("exit.2");
    assertThat(read().lastExit().bias().values()).containsExactly(4);
  }

  @Test
  void onlyNarrowEmbeddingsHaveAProjection() {
    assertThat(read().projection()).isNull();

    String matrix = EncoderGraph.PROJECTION + ".weight" + EncoderGraph.TRANSPOSED;
    constant(matrix, 2);
    constant(EncoderGraph.PROJECTION + ".bias", 3);

    assertThat(read().projection())
        .extracting(linear -> linear.matrix().values()[0], linear -> linear.bias().values()[0])
        .containsExactly(2f, 3f);
  }

  @Test
  void numbersInInt8AreReadWithTheScaleOfTheirRowOrColumn() {
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName("w" + Int8Values.VALUES)
            .setDataType(TensorProto.DataType.INT8.getNumber())
            .addDims(2)
            .addDims(2)
            .setRawData(ByteString.copyFrom(new byte[] {1, -2, 3, -4})));
    graph.addInitializer(tensor("w" + Int8Values.SCALES, 10, 100));

    Weight byColumn = read().named("w", false);
    assertThat(byColumn.values()).containsExactly(10, -200, 30, -400);
    assertThat(byColumn.shape()).containsExactly(2, 2);
    assertThat(read().named("w", true).values()).containsExactly(10, -20, 300, -400);
    assertThat(read().has("w")).isFalse();
  }

  private ExportedWeights read() {
    return new ExportedWeights(graph.build());
  }

  private void assertRefused(Supplier<?> read, String what) {
    assertThatThrownBy(read::get).isInstanceOf(ExportException.class).hasMessage(EXPECTED + what);
  }

  /** What stands in the graph so far, which is empty then. */
  private GraphProto taken() {
    GraphProto all = graph.build();
    graph.clear();
    return all;
  }

  /** A layer as the exporter writes it, its constants under names that begin so. */
  private void layer(String prefix, String activation, int heads) {
    graph.addNode(
        operator(
                "Attention",
                GraphWriter.CONTRIB,
                "x",
                constant(prefix + "qkv", 1),
                constant(prefix + "qkvBias", 2))
            .addAttribute(AttributeProto.newBuilder().setName("num_heads").setI(heads)));
    node("MatMul", "", "x", constant(prefix + "attended", 10));
    norm(prefix + "attended", 11, 1e-5f);
    node("MatMul", "", "x", constant(prefix + "inner", 19));
    node(activation, GraphWriter.CONTRIB, "x", constant(prefix + "innerBias", 20));
    node("MatMul", "", "x", constant(prefix + "outer", 30));
    norm(prefix + "outer", 31, 1e-6f);
  }

  private void norm(String prefix, int from, float epsilon) {
    graph.addNode(
        operator(
                "SkipLayerNormalization",
                GraphWriter.CONTRIB,
                "x",
                "y",
                constant(prefix + "Scale", from),
                constant(prefix + "Shift", from + 1),
                constant(prefix + "Bias", from + 2))
            .addAttribute(epsilon(epsilon)));
  }

  private void node(String operator, String domain, String... inputs) {
    graph.addNode(operator(operator, domain, inputs));
  }

  private static NodeProto.Builder operator(String operator, String domain, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .setDomain(domain)
        .addAllInput(List.of(inputs));
  }

  private static AttributeProto epsilon(float value) {
    return AttributeProto.newBuilder().setName("epsilon").setF(value).build();
  }

  /** A constant of one number; its name. */
  private String constant(String name, float value) {
    graph.addInitializer(tensor(name, value));
    return name;
  }

  private static TensorProto tensor(String name, float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(TensorProto.DataType.FLOAT.getNumber())
        .addDims(values.length)
        .setRawData(ByteString.copyFrom(bytes))
        .build();
  }
}
