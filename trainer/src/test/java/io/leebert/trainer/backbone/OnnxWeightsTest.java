package io.leebert.trainer.backbone;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OnnxWeightsTest {

  @Test
  void namedArraysKeepTheirNamesAndShapes() throws IOException {
    Map<String, Weight> weights =
        read(
            GraphProto.newBuilder()
                .addInitializer(raw("embeddings.LayerNorm.weight", new float[] {1, 2, 3}, 3)));

    Weight weight = requireNonNull(weights.get("embeddings.LayerNorm.weight"));
    assertThat(weight.values()).containsExactly(1, 2, 3);
    assertThat(weight.shape()).containsExactly(3);
  }

  @Test
  void matricesAreFoundThroughTheirNodesAndTransposedBack() throws IOException {
    Map<String, Weight> weights =
        read(
            GraphProto.newBuilder()
                .addInitializer(raw("onnx::MatMul_7", new float[] {1, 2, 3, 4, 5, 6}, 2, 3))
                .addNode(matMul("/encoder/layer.0/output/dense/MatMul", "onnx::MatMul_7")));

    Weight weight = requireNonNull(weights.get("encoder.layer.0.output.dense.weight"));
    assertThat(weight.shape()).containsExactly(3, 2);
    assertThat(weight.values()).containsExactly(1, 4, 2, 5, 3, 6);
  }

  @Test
  void aProductOfTwoComputedArraysIsNoWeight() throws IOException {
    assertThat(
            read(
                GraphProto.newBuilder()
                    .addNode(matMul("/encoder/layer.0/attention/self/MatMul", "keys"))))
        .isEmpty();
  }

  @Test
  void arraysInFieldFormAreReadAndOtherTypesAreLeftOut() throws IOException {
    TensorProto fields =
        TensorProto.newBuilder()
            .setName("f")
            .addDims(2)
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .addAllFloatData(List.of(4f, 5f))
            .build();
    TensorProto integers =
        TensorProto.newBuilder()
            .setName("i")
            .addDims(1)
            .setDataType(TensorProto.DataType.INT64.getNumber())
            .addInt64Data(3)
            .build();

    Map<String, Weight> weights =
        read(GraphProto.newBuilder().addInitializer(fields).addInitializer(integers));

    assertThat(weights).containsOnlyKeys("f");
    assertThat(requireNonNull(weights.get("f")).values()).containsExactly(4, 5);
  }

  @Test
  void arraysOfHalfPrecisionAreRead() throws IOException {
    TensorProto half =
        TensorProto.newBuilder()
            .setName("h")
            .addDims(2)
            .setDataType(TensorProto.DataType.FLOAT16.getNumber())
            .setRawData(ByteString.copyFrom(new byte[] {0, 0x3c, 0, (byte) 0xc0}))
            .build();

    assertThat(values(GraphProto.newBuilder().addInitializer(half), "h")).containsExactly(1, -2);
  }

  @Test
  void equalArraysThatAreStoredOnceAreFoundUnderAllTheirNames() throws IOException {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .addInitializer(raw("a.key.bias", new float[] {0, 0}, 2))
            .addInitializer(raw("a.norm.weight", new float[] {1, 1}, 2))
            .addNode(node("Identity", "Identity_1", "b.key.bias", "a.key.bias"))
            .addNode(node("Add", "/c/key/Add", "sum", "product", "a.key.bias"))
            .addNode(
                node(
                    "LayerNormalization",
                    "/c/norm/LayerNormalization",
                    "normal",
                    "sum",
                    "a.norm.weight",
                    "b.key.bias"));

    for (String name : new String[] {"b.key.bias", "c.key.bias", "c.norm.bias"}) {
      assertThat(values(graph, name)).as(name).containsExactly(0, 0);
    }
    assertThat(values(graph, "c.norm.weight")).containsExactly(1, 1);
  }

  @Test
  void aNameThatTheFileGivesIsNotGivenAgainWithAPrefix() throws IOException {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .addInitializer(raw("key.bias", new float[] {0, 0}, 2))
            .addNode(node("Add", "/bert/key/Add", "sum", "product", "key.bias"));

    assertThat(read(graph)).containsOnlyKeys("key.bias");
  }

  @Test
  void theNewerExporterNamesModulesInAList() throws IOException {
    NodeProto product =
        node("MatMul", "node_MatMul_63", "val_65", "layer_norm", "val_64").toBuilder()
            .addMetadataProps(
                StringStringEntryProto.newBuilder()
                    .setKey("pkg.torch.onnx.name_scopes")
                    .setValue("['', 'encoder', 'encoder.layer.0.output.dense', 'linear_5']"))
            .build();

    assertThat(
            values(
                GraphProto.newBuilder()
                    .addInitializer(raw("val_64", new float[] {1, 2, 3, 4}, 2, 2))
                    .addNode(product),
                "encoder.layer.0.output.dense.weight"))
        .containsExactly(1, 3, 2, 4);
  }

  @Test
  void nodesWithoutTheInputsThatTheyNeedAreNoReasonToFail() throws IOException {
    GraphProto.Builder graph = GraphProto.newBuilder();
    for (String operator : List.of("MatMul", "Add", "Identity", "LayerNormalization")) {
      graph.addNode(node(operator, "/a/" + operator, "out"));
    }

    assertThat(read(graph)).isEmpty();
  }

  @Test
  void shapesThatAreNoneAreRefusedByTheArraysName() {
    for (long dimension : new long[] {1L << 40, -1, 4}) {
      assertThatThrownBy(
              () -> read(GraphProto.newBuilder().addInitializer(raw("x", new float[3], dimension))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("array x: ");
    }
  }

  private static float[] values(GraphProto.Builder graph, String name) throws IOException {
    return requireNonNull(read(graph).get(name), name).values();
  }

  private static NodeProto node(String operator, String name, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .setName(name)
        .addAllInput(List.of(inputs))
        .addOutput(output)
        .build();
  }

  @Test
  void bytesThatAreNoModelAreRefused() {
    assertThatThrownBy(
            () ->
                OnnxWeights.read(
                    new ByteArrayInputStream(new byte[] {1, 2, 3}), OnnxSideFiles.none()))
        .isInstanceOf(IOException.class);
  }

  private static Map<String, Weight> read(GraphProto.Builder graph) throws IOException {
    return OnnxWeights.read(
        new ByteArrayInputStream(ModelProto.newBuilder().setGraph(graph).build().toByteArray()),
        OnnxSideFiles.none());
  }

  private static NodeProto matMul(String name, String matrix) {
    return NodeProto.newBuilder()
        .setOpType("MatMul")
        .setName(name)
        .addInput("hidden")
        .addInput(matrix)
        .build();
  }

  private static TensorProto raw(String name, float[] values, long... dims) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .setRawData(ByteString.copyFrom(bytes));
    for (long dim : dims) {
      tensor.addDims(dim);
    }
    return tensor.build();
  }
}
