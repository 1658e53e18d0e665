package io.leebert.schemas.bundle;

import io.leebert.schemas.event.BundleFile;
import io.leebert.schemas.event.ModelManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;

/** Writes a bundle so that its target either does not exist or is complete. */
final class BundleWriter {

  private BundleWriter() {}

  /** Puts the model's bytes into the file named. */
  @FunctionalInterface
  interface ModelSource {
    void writeTo(Path file) throws IOException;
  }

  static ModelBundle write(
      Path target, ModelManifest draft, ModelSource model, String tokenizerJson) {
    Path absolute = target.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    if (parent == null) {
      throw new BundleException(
          "Cannot write a model bundle to " + target + ": it has no parent folder");
    }
    BundleFiles.requireAbsent(absolute);
    ManifestChecks.check(draft, absolute.toString());
    byte[] tokenizer = tokenizerJson.getBytes(StandardCharsets.UTF_8);
    TokenizerCheck.check(tokenizer, draft.getVocabularySize(), "the tokenizer for " + absolute);

    Path temporary = BundleFiles.temporarySibling(absolute);
    try {
      Files.createDirectories(parent);
      Files.createDirectory(temporary);
      model.writeTo(temporary.resolve(ModelBundle.MODEL));
      Files.write(temporary.resolve(ModelBundle.TOKENIZER), tokenizer);
      Map<String, BundleFile> files = new TreeMap<>();
      for (String name : new String[] {ModelBundle.MODEL, ModelBundle.TOKENIZER}) {
        Path file = temporary.resolve(name);
        BundleFiles.syncFile(file);
        files.put(name, new BundleFile(BundleFiles.sha256(file), Files.size(file)));
      }
      ModelManifest manifest = ModelManifest.newBuilder(draft).setFiles(files).build();
      Path manifestFile = temporary.resolve(ModelBundle.MANIFEST);
      Files.write(manifestFile, ManifestJson.write(manifest));
      BundleFiles.syncFile(manifestFile);
      BundleFiles.syncFolder(temporary);
      ModelBundle written = BundleReader.read(temporary, null);
      Files.move(temporary, absolute, StandardCopyOption.ATOMIC_MOVE);
      BundleFiles.syncFolder(parent);
      return new ModelBundle(target, written.manifest(), written.manifestSha256(), null);
    } catch (IOException e) {
      throw cleanedUp(
          temporary, new BundleException("Cannot write the model bundle " + target + ": " + e, e));
    } catch (RuntimeException e) {
      throw cleanedUp(temporary, e);
    }
  }

  /**
   * Deletes what was begun; a failure to do so is told beside the first cause, never in its place.
   */
  static RuntimeException cleanedUp(Path temporary, RuntimeException cause) {
    try {
      BundleFiles.deleteRecursively(temporary);
    } catch (UncheckedIOException e) {
      cause.addSuppressed(e);
    }
    return cause;
  }
}
