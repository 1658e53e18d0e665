package io.leebert.trainer.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files of a folder hold the weights. */
class WeightFilesTest {

  @TempDir Path temporary;

  static List<String> references() {
    return Reference.NAMES;
  }

  @ParameterizedTest
  @MethodSource("references")
  void everyFileThatWeightsWereReadFromIsKnownByItsDigest(String name)
      throws IOException, NoSuchAlgorithmException {
    Reference reference = Reference.of(name);
    Map<String, String> expected = new TreeMap<>();
    try (var files = Files.list(reference.folder())) {
      for (Path file : files.toList()) {
        String fileName = String.valueOf(file.getFileName());
        if (fileName.startsWith("model") && !fileName.endsWith(".json")) {
          byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
          expected.put(fileName, HexFormat.of().formatHex(digest));
        }
      }
    }

    Backbone backbone = reference.backbone();

    assertThat(backbone.digests()).isEqualTo(expected).isNotEmpty();
    assertThat(new BertEncoder(backbone, 1, true, 0).toBackbone().digests()).isEqualTo(expected);
  }

  @Test
  void oneFileCountsMoreThanSeveralAndBothMoreThanAnExport() throws IOException {
    Path folder = Reference.of("bert-sharded").copy(temporary.resolve("sharded"));
    Path onnx = Reference.of("bert-onnx").folder().resolve("model.onnx");
    Files.copy(onnx, folder.resolve("model.onnx"));
    assertThat(BackboneFolder.load(folder).digests()).hasSize(3).doesNotContainKey("model.onnx");

    Files.copy(
        Reference.of("bert-erf").folder().resolve("model.safetensors"),
        folder.resolve("model.safetensors"));
    assertThat(BackboneFolder.load(folder).digests()).containsOnlyKeys("model.safetensors");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert-onnx", "albert-onnx"})
  void anExportIsReadFromAFolderFromItsSubfolderAndByItsOwnName(String name) throws IOException {
    Path folder = Reference.of(name).copy(temporary.resolve(name));
    Map<String, Weight> weights = BackboneFolder.load(folder).weights();

    Path renamed = Files.move(folder.resolve("model.onnx"), folder.resolve("other.onnx"));
    assertSame(BackboneFolder.load(renamed), weights);
    assertThat(BackboneFolder.load(renamed).name()).isEqualTo(name);

    Files.createDirectory(folder.resolve("onnx"));
    Files.move(renamed, folder.resolve("onnx").resolve("model.onnx"));
    assertSame(BackboneFolder.load(folder), weights);
  }

  @Test
  void anExportThatIsNoneOrCutShortIsNamed() throws IOException {
    Path folder = Reference.of("bert-onnx").copy(temporary.resolve("broken"));
    Path file = folder.resolve("model.onnx");
    byte[] sound = Files.readAllBytes(file);

    Files.write(file, Arrays.copyOf(sound, sound.length / 2));
    assertThatThrownBy(() -> BackboneFolder.load(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file + " is no ONNX file, or cut short");
    Files.write(file, new byte[0]);
    assertThatThrownBy(() -> BackboneFolder.load(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file + " has no weight embeddings.word_embeddings.weight");
  }

  private static void assertSame(Backbone found, Map<String, Weight> expected) {
    assertThat(found.weights().keySet()).isEqualTo(expected.keySet());
    found
        .weights()
        .forEach(
            (name, weight) ->
                assertThat(weight.values())
                    .as(name)
                    .isEqualTo(Objects.requireNonNull(expected.get(name)).values()));
  }
}
