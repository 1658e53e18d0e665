package io.leebert.trainer.backbone;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import org.junit.jupiter.api.Test;

class OnnxModuleTest {

  private static NodeProto.Builder node(String name) {
    return NodeProto.newBuilder().setName(name);
  }

  private static NodeProto.Builder node(String name, String key, String value) {
    return node(name)
        .addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue(value));
  }

  @Test
  void theOlderExporterSaysItInTheNodesName() {
    assertThat(OnnxModule.of(node("/encoder/layer.0/attention/self/query/MatMul").build()))
        .isEqualTo("encoder.layer.0.attention.self.query");
  }

  @Test
  void theNewerOneInItsScopesOfWhichTheInnermostCounts() {
    assertThat(
            OnnxModule.of(
                node(
                        "node_linear_3",
                        "pkg.torch.onnx.name_scopes",
                        "['', 'encoder', 'encoder.layer.0.attention.self.query', 'linear_3']")
                    .build()))
        .isEqualTo("encoder.layer.0.attention.self.query");
  }

  @Test
  void otherMetadataIsNotTakenForAModule() {
    assertThat(
            OnnxModule.of(
                node("/embeddings/Add", "pkg.torch.onnx.class_hierarchy", "['a.B', 'aten.c']")
                    .build()))
        .isEqualTo("embeddings");
  }

  @Test
  void aNodeThatTellsNothingBelongsNowhere() {
    assertThat(OnnxModule.of(node("MatMul_17").build())).isEmpty();
    assertThat(OnnxModule.of(node("").build())).isEmpty();
    assertThat(OnnxModule.of(node("/MatMul").build())).isEmpty();
  }
}
