package io.leebert.trainer.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arrays that an ONNX file keeps in a file beside it. */
class OnnxSideFilesTest {

  @TempDir Path folder;
  private Path model = Path.of("");

  @BeforeEach
  void writeTheSideFile() throws IOException {
    model = folder.resolve("model.onnx");
    Files.write(folder.resolve("model.onnx.data"), new byte[] {9, 9, 0, 0, -128, 63, 0, 0, 0, 64});
  }

  @Test
  void anArrayIsReadFromItsPlaceInTheFileBeside() throws IOException {
    Files.write(model, model(Map.of("location", "model.onnx.data", "offset", "2", "length", "8")));
    try (WeightFiles files = WeightFiles.onnx(model)) {
      assertThat(files.source().weight("x").values()).containsExactly(1, 2);
      assertThat(files.digests()).containsOnlyKeys("model.onnx", "model.onnx.data");
    }

    Files.write(model, model(Map.of("location", "model.onnx.data", "offset", "2")));
    try (WeightFiles files = WeightFiles.onnx(model)) {
      assertThat(files.source().weight("x").values()).containsExactly(1, 2);
    }
  }

  @Test
  void aFileThatIsMissingOrElsewhereIsNamed() throws IOException {
    Path secret = Files.createFile(folder.resolve("secret"));
    Path inner = Files.createDirectory(folder.resolve("inner"));
    model = inner.resolve("model.onnx");

    for (String location : new String[] {"none.data", "../secret", secret.toString(), "..", ""}) {
      assertRefused(
          Map.of("location", location), "kept in '" + location + "', which is no file beside it");
    }
  }

  @Test
  void aPlaceThatIsNotInTheFileIsNamed() throws IOException {
    assertRefused(
        Map.of("location", "model.onnx.data", "offset", "4", "length", "8"),
        "8 bytes from 4 of model.onnx.data, but that has 10: it is cut short");
    assertRefused(
        Map.of("location", "model.onnx.data", "offset", "11"),
        "0 bytes from 11 of model.onnx.data, but that has 10: it is cut short");
    assertRefused(
        Map.of("location", "model.onnx.data", "offset", "x"), "kept at 'x' of model.onnx.data");
    assertRefused(
        Map.of("location", "model.onnx.data", "offset", "2", "length", "4"),
        "shape [2] holds 2 values, found 1");
  }

  @Test
  void aModelThatIsNoFileHasNoneBesideIt() {
    TensorProto tensor = tensor(Map.of("location", "model.onnx.data"));

    assertThatThrownBy(() -> OnnxSideFiles.none().bytes(tensor))
        .hasMessage("kept in 'model.onnx.data', which is no file beside it");
  }

  private void assertRefused(Map<String, String> place, String message) throws IOException {
    Files.write(model, model(place));

    assertThatThrownBy(() -> WeightFiles.onnx(model))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(model + ": array x: " + message);
  }

  private static byte[] model(Map<String, String> place) {
    return ModelProto.newBuilder()
        .setGraph(GraphProto.newBuilder().addInitializer(tensor(place)))
        .build()
        .toByteArray();
  }

  private static TensorProto tensor(Map<String, String> place) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName("x")
            .addDims(2)
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .setDataLocation(TensorProto.DataLocation.EXTERNAL);
    place.forEach(
        (key, value) ->
            tensor.addExternalData(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return tensor.build();
  }
}
