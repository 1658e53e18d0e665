package io.leebert.schemas.bundle;

import io.leebert.schemas.event.BundleFile;
import io.leebert.schemas.event.ModelManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a bundle's folder: format version, then every digest, then whether the parts fit each
 * other.
 */
final class BundleReader {

  private BundleReader() {}

  static ModelBundle read(Path directory, @Nullable Path toDelete) {
    try {
      Path manifestFile = directory.resolve(ModelBundle.MANIFEST);
      if (!Files.isRegularFile(manifestFile)) {
        throw new BundleException("Model bundle " + directory + " has no " + ModelBundle.MANIFEST);
      }
      byte[] manifestBytes = Files.readAllBytes(manifestFile);
      ModelManifest manifest = ManifestJson.read(manifestBytes, manifestFile.toString());
      Map<String, BundleFile> files = new TreeMap<>(manifest.getFiles());
      checkListed("Model bundle " + directory, files.keySet());
      checkStrangers(directory, files.keySet());
      for (Map.Entry<String, BundleFile> file : files.entrySet()) {
        checkFile(directory.resolve(file.getKey()), file.getValue());
      }
      ManifestChecks.check(manifest, manifestFile.toString());
      Path tokenizer = directory.resolve(ModelBundle.TOKENIZER);
      TokenizerCheck.check(
          Files.readAllBytes(tokenizer), manifest.getVocabularySize(), tokenizer.toString());
      return new ModelBundle(directory, manifest, BundleFiles.sha256(manifestBytes), toDelete);
    } catch (IOException e) {
      throw BundleException.unread("Cannot read the model bundle " + directory + ": " + e, e);
    }
  }

  /** The manifest's list of files: the parts of a bundle are on it, and no name leads elsewhere. */
  static void checkListed(String where, Set<String> files) {
    for (String name : files) {
      if (!BundleFiles.isPlainName(name) || name.equals(ModelBundle.MANIFEST)) {
        throw new BundleException(
            where
                + ": the manifest lists the file name '"
                + name
                + "', which is not a plain name inside the bundle");
      }
    }
    for (String name : List.of(ModelBundle.MODEL, ModelBundle.TOKENIZER)) {
      if (!files.contains(name)) {
        throw new BundleException(where + ": the manifest lists no " + name + ", only " + files);
      }
    }
  }

  /** What the manifest lists and what the folder holds must be the same. */
  private static void checkStrangers(Path directory, Set<String> files) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      List<String> strangers =
          entries
              .map(entry -> entry.getFileName().toString())
              .filter(name -> !name.equals(ModelBundle.MANIFEST) && !files.contains(name))
              .sorted()
              .toList();
      if (!strangers.isEmpty()) {
        throw new BundleException(
            "Model bundle "
                + directory
                + " holds "
                + strangers
                + ", which the manifest does not list");
      }
    }
  }

  private static void checkFile(Path file, BundleFile expected) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new BundleException("Model bundle file " + file + " is missing; the manifest lists it");
    }
    long size = Files.size(file);
    if (size != expected.getBytes()) {
      throw new BundleException(
          "Model bundle file "
              + file
              + " has "
              + size
              + " bytes; the manifest says "
              + expected.getBytes());
    }
    String digest = BundleFiles.sha256(file);
    if (!digest.equals(expected.getSha256())) {
      throw new BundleException(
          "Model bundle file "
              + file
              + " has SHA-256 "
              + digest
              + "; the manifest says "
              + expected.getSha256());
    }
  }
}
