package io.leebert.trainer.backbone;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
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
  void bytesThatAreNoModelAreRefused() {
    assertThatThrownBy(() -> OnnxWeights.read(new ByteArrayInputStream(new byte[] {1, 2, 3})))
        .isInstanceOf(IOException.class);
  }

  private static Map<String, Weight> read(GraphProto.Builder graph) throws IOException {
    return OnnxWeights.read(
        new ByteArrayInputStream(ModelProto.newBuilder().setGraph(graph).build().toByteArray()));
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
