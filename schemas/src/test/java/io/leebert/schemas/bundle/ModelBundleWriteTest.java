package io.leebert.schemas.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.event.BundleFile;
import io.leebert.schemas.event.ModelManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelBundleWriteTest {

  @TempDir Path folder;

  @Test
  void whatIsWrittenIsReadBackWhole() {
    ModelBundle written = BundleFixture.written(folder.resolve("deep").resolve("bundle"));

    ModelBundle read = ModelBundle.read(written.directory());

    assertThat(read.model()).hasBinaryContent(BundleFixture.MODEL);
    assertThat(read.tokenizer()).hasContent(BundleFixture.TOKENIZER);
    assertThat(read.manifest()).isEqualTo(written.manifest());
    assertThat(read.manifest().getQualityProfile()).hasSize(4);
    assertThat(read.manifestSha256()).isEqualTo(written.manifestSha256()).hasSize(64);
  }

  @Test
  void theManifestListsDigestAndLengthOfEveryOtherFile() throws Exception {
    ModelBundle bundle = BundleFixture.written(folder.resolve("bundle"));

    assertThat(bundle.manifest().getFiles()).containsOnlyKeys("model.onnx", "tokenizer.json");
    assertThat(bundle.manifest().getFiles())
        .containsEntry(
            "model.onnx",
            new BundleFile(
                BundleFiles.sha256(BundleFixture.MODEL), (long) BundleFixture.MODEL.length));
    assertThat(bundle.manifestSha256())
        .isEqualTo(BundleFiles.sha256(Files.readAllBytes(folder.resolve("bundle/manifest.json"))));
  }

  @Test
  void aModelFileIsCopied() throws Exception {
    Path model = Files.write(folder.resolve("graph"), BundleFixture.MODEL);
    ModelBundle bundle =
        ModelBundle.write(
            folder.resolve("bundle"),
            BundleFixture.manifest().build(),
            model,
            BundleFixture.TOKENIZER);
    assertThat(bundle.model()).hasBinaryContent(BundleFixture.MODEL);
    assertThat(model).exists();
  }

  @Test
  void nothingButTheBundleIsLeftBesideIt() throws Exception {
    BundleFixture.written(folder.resolve("bundle"));
    assertThat(names(folder)).containsExactly("bundle");
    assertThat(names(folder.resolve("bundle")))
        .containsExactly("manifest.json", "model.onnx", "tokenizer.json");
  }

  @Test
  void anExistingTargetIsNotTouched() throws Exception {
    Path target = Files.createDirectory(folder.resolve("bundle"));
    assertThatThrownBy(() -> BundleFixture.written(target))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("Refusing to overwrite " + target);
    assertThat(names(target)).isEmpty();
  }

  @Test
  void aModelThatCannotBeReadLeavesNothingBehind() throws Exception {
    Path missing = folder.resolve("missing.onnx");
    ModelManifest manifest = BundleFixture.manifest().build();
    assertThatThrownBy(
            () ->
                ModelBundle.write(
                    folder.resolve("bundle"), manifest, missing, BundleFixture.TOKENIZER))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("missing.onnx");
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void aModelSourceThatFailsLeavesNothingBehind() throws Exception {
    assertThatThrownBy(
            () ->
                BundleWriter.write(
                    folder.resolve("bundle"),
                    BundleFixture.manifest().build(),
                    file -> {
                      Files.write(file, new byte[10]);
                      throw new IllegalStateException("export failed");
                    },
                    BundleFixture.TOKENIZER))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("export failed");
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void aManifestThatIsNotSoundIsNotWritten() throws Exception {
    ModelManifest manifest = BundleFixture.manifest().setLabels(List.of("same", "same")).build();
    assertThatThrownBy(
            () ->
                ModelBundle.write(
                    folder.resolve("bundle"),
                    manifest,
                    BundleFixture.MODEL,
                    BundleFixture.TOKENIZER))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("labels");
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void aTokenizerThatDoesNotFitIsNotWritten() throws Exception {
    ModelManifest manifest = BundleFixture.manifest().setVocabularySize(4).build();
    assertThatThrownBy(
            () ->
                ModelBundle.write(
                    folder.resolve("bundle"),
                    manifest,
                    BundleFixture.MODEL,
                    BundleFixture.TOKENIZER))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("highest token id is 4")
        .hasMessageContaining("4 rows (ids 0 to 3)");
    assertThat(names(folder)).isEmpty();
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
