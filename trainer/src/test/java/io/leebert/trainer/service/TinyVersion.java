package io.leebert.trainer.service;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.event.ModelManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Bundles of a tiny network, under any name. */
final class TinyVersion {
  private static final Path BUNDLE = Path.of("../streams-app/src/test/resources/tiny-bundle");

  private TinyVersion() {}

  /** Writes one; a folder that is there already is left as it is. */
  static Path write(Path target, String model, String version) {
    if (Files.isDirectory(target)) {
      return target;
    }
    try (ModelBundle tiny = ModelBundle.read(BUNDLE)) {
      Files.createDirectories(target.toAbsolutePath().getParent());
      ModelManifest manifest =
          ModelManifest.newBuilder(tiny.manifest())
              .setModel(model)
              .setModelVersion(version)
              .setFiles(Map.of())
              .build();
      ModelBundle.write(target, manifest, tiny.model(), Files.readString(tiny.tokenizer())).close();
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
