package io.leebert.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.event.ModelManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fixture that other modules test with is what the trainer makes today. */
class TinyBundleTest {
  private static final Path FIXTURE =
      Path.of("..", "streams-app", "src", "test", "resources", "tiny-bundle");

  private static final Path INT8_FIXTURE = FIXTURE.resolveSibling("tiny-bundle-int8");

  @Test
  void theFixtureIsWhatItsProgramMakes(@TempDir Path folder) throws Exception {
    Path made = TinyBundle.write(folder.resolve("bundle"));
    assertSame(FIXTURE, made);
    assertSame(INT8_FIXTURE, TinyBundle.writeInt8(made, folder.resolve("int8")));
  }

  private static void assertSame(Path expected, Path made) throws IOException {
    try (ModelBundle fixture = ModelBundle.read(expected);
        ModelBundle now = ModelBundle.read(made)) {
      assertThat(Files.readString(now.tokenizer()))
          .isEqualTo(Files.readString(fixture.tokenizer()));
      assertThat(Files.size(now.model())).isEqualTo(Files.size(fixture.model()));
      assertThat(withoutFigures(now.manifest())).isEqualTo(withoutFigures(fixture.manifest()));
    }
  }

  /** Another processor's arithmetic moves the figures a little; all the rest must be the same. */
  private static ModelManifest withoutFigures(ModelManifest manifest) {
    ModelManifest copy = ModelManifest.newBuilder(manifest).build();
    copy.getExitScores().clear();
    copy.getQualityProfile().clear();
    copy.getVotes().clear();
    copy.getFiles().clear();
    copy.getProvenance().remove("export.maxDifference");
    copy.getProvenance().remove("codeVersion");
    copy.getProvenance()
        .keySet()
        .removeIf(name -> name.startsWith("quantize.") && name.contains("Score"));
    return copy;
  }
}
