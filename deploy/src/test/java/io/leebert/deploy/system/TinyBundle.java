package io.leebert.deploy.system;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.event.ModelManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The small real bundle that the trainer made for tests: a network that costs next to nothing, so
 * that Kafka is what a test waits for, but whose rows leave at layers of their own.
 */
final class TinyBundle {
  static final int LAYERS = 4;
  static final int PATIENCE = 2;

  /** Absolute, because children run elsewhere. */
  static final Path PATH =
      Path.of("..", "streams-app", "src", "test", "resources", "tiny-bundle")
          .toAbsolutePath()
          .normalize();

  private TinyBundle() {}

  /** The same as another version, in a folder that it makes. */
  static Path version(String version, Path folder) throws IOException {
    try (ModelBundle tiny = ModelBundle.read(PATH)) {
      ModelManifest manifest = tiny.manifest();
      manifest.setModelVersion(version);
      ModelBundle.write(folder, manifest, tiny.model(), Files.readString(tiny.tokenizer())).close();
      return folder;
    }
  }
}
