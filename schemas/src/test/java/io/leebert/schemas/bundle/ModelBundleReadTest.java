package io.leebert.schemas.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelBundleReadTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @BeforeEach
  void writeASoundBundle() {
    BundleFixture.written(bundle());
  }

  private Path bundle() {
    return folder.resolve("bundle");
  }

  private void editManifest(Consumer<ObjectNode> edit) throws IOException {
    Path file = bundle().resolve("manifest.json");
    ObjectNode manifest = (ObjectNode) JSON.readTree(Files.readAllBytes(file));
    edit.accept(manifest);
    Files.write(file, JSON.writeValueAsBytes(manifest));
  }

  private void assertRefused(String... parts) {
    assertThatThrownBy(() -> ModelBundle.read(bundle()))
        .isInstanceOf(BundleException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void aPlaceWithNothingIsNamed() {
    assertThatThrownBy(() -> ModelBundle.read(folder.resolve("nowhere")))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("No model bundle at " + folder.resolve("nowhere"));
  }

  @Test
  void aFolderWithoutManifestIsNoBundle() throws Exception {
    Files.delete(bundle().resolve("manifest.json"));
    assertRefused(bundle().toString(), "has no manifest.json");
  }

  @Test
  void aManifestThatIsFollowedByAnotherIsRefusedWithFileAndLine() throws Exception {
    Path manifest = bundle().resolve("manifest.json");
    byte[] once = Files.readAllBytes(manifest);
    long lines = Files.readAllLines(manifest).size();
    Files.write(manifest, once, StandardOpenOption.APPEND);
    assertRefused(manifest + " is followed by more JSON, found at line " + (lines + 1) + ", ");
  }

  @Test
  void aMissingFileIsNamed() throws Exception {
    Files.delete(bundle().resolve("model.onnx"));
    assertRefused("model.onnx is missing");
  }

  @Test
  void aFileOfAnotherLengthIsNamedWithBothLengths() throws Exception {
    Files.write(bundle().resolve("model.onnx"), new byte[3]);
    assertRefused("model.onnx has 3 bytes; the manifest says " + BundleFixture.MODEL.length);
  }

  @Test
  void aFlippedBitIsFound() throws Exception {
    byte[] model = BundleFixture.MODEL.clone();
    model[5] ^= 1;
    Files.write(bundle().resolve("model.onnx"), model);
    assertRefused(
        "model.onnx has SHA-256", "the manifest says " + BundleFiles.sha256(BundleFixture.MODEL));
  }

  @Test
  void digestsAreCheckedBeforeTheManifestsOtherFields() throws Exception {
    editManifest(manifest -> manifest.putArray("labels"));
    Files.write(bundle().resolve("tokenizer.json"), new byte[BundleFixture.TOKENIZER.length()]);
    assertRefused("tokenizer.json has SHA-256");
  }

  @Test
  void aFileThatTheManifestDoesNotListIsNamed() throws Exception {
    Files.write(bundle().resolve("model.onnx.data"), new byte[1]);
    assertRefused("holds [model.onnx.data], which the manifest does not list");
  }

  @Test
  void aNameThatLeadsOutOfTheBundleIsRefused() throws Exception {
    for (String name :
        new String[] {"../secret", "/etc/passwd", "a\\b", "..", "manifest.json", " "}) {
      editManifest(
          manifest ->
              ((ObjectNode) manifest.get("files"))
                  .putObject(name)
                  .put("sha256", "0")
                  .put("bytes", 1));
      assertRefused("'" + name + "'", "not a plain name");
      editManifest(manifest -> ((ObjectNode) manifest.get("files")).remove(name));
    }
  }

  @Test
  void aManifestThatListsNoModelIsRefused() throws Exception {
    editManifest(manifest -> ((ObjectNode) manifest.get("files")).remove("model.onnx"));
    assertRefused("lists no model.onnx, only [tokenizer.json]");
  }

  @Test
  void aLaterFormatIsRefusedEvenWhenNothingElseOfItIsKnown() throws Exception {
    Files.writeString(
        bundle().resolve("manifest.json"), "{\"formatVersion\": 2, \"graphs\": {\"labels\": 3}}");
    assertRefused("bundle format version 2; this build reads version 1");
  }

  @Test
  void aFormatVersionThatIsNoneIsShown() throws Exception {
    editManifest(manifest -> manifest.put("formatVersion", "one"));
    assertRefused("no formatVersion: found \"one\", expected 1");
    editManifest(manifest -> manifest.remove("formatVersion"));
    assertRefused("no formatVersion: found nothing, expected 1");
  }

  @Test
  void aManifestThatIsNoJsonIsNamed() throws Exception {
    Files.writeString(bundle().resolve("manifest.json"), "layers: 3");
    assertRefused(bundle().resolve("manifest.json") + " is not JSON");
  }

  @Test
  void aTokenizerWithIdsBeyondTheModelIsRefused() throws Exception {
    editManifest(manifest -> manifest.put("vocabularySize", 4));
    assertRefused("tokenizer.json does not fit the model", "highest token id is 4", "4 rows");
  }

  @Test
  void aManifestOfALaterReleaseWithTheSameFormatIsReadWithoutItsNewFields() throws Exception {
    editManifest(manifest -> manifest.put("licence", "MIT"));
    assertThat(ModelBundle.read(bundle()).manifest().getLayers()).isEqualTo(3);
  }

  @Test
  void aManifestOfAnEarlierReleaseGetsTheDefaultsOfWhatItLacks() throws Exception {
    editManifest(
        manifest -> {
          manifest.remove("qualityProfile");
          manifest.remove("textPair");
          ((ObjectNode) manifest.get("exitRule")).remove("minConfidence");
        });
    ModelBundle read = ModelBundle.read(bundle());
    assertThat(read.manifest().getQualityProfile()).isEmpty();
    assertThat(read.manifest().getTextPair()).isFalse();
    assertThat(read.manifest().getExitRule().getMinConfidence()).isEqualTo(2f);
  }

  @Test
  void theManifestIsTextThatPeopleCanRead() {
    assertThat(bundle().resolve("manifest.json"))
        .content()
        .contains("\"labels\" : [")
        .endsWith("}\n");
  }
}
