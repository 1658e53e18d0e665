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

  private static final Set<String> REQUIRED = Set.of(ModelBundle.MODEL, ModelBundle.TOKENIZER);

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
      checkNames(directory, files);
      for (Map.Entry<String, BundleFile> file : files.entrySet()) {
        checkFile(directory.resolve(file.getKey()), file.getValue());
      }
      ManifestChecks.check(manifest, manifestFile.toString());
      Path tokenizer = directory.resolve(ModelBundle.TOKENIZER);
      TokenizerCheck.check(
          Files.readAllBytes(tokenizer), manifest.getVocabularySize(), tokenizer.toString());
      return new ModelBundle(directory, manifest, BundleFiles.sha256(manifestBytes), toDelete);
    } catch (IOException e) {
      throw new BundleException("Cannot read the model bundle " + directory + ": " + e, e);
    }
  }

  /**
   * What the manifest lists and what the folder holds must be the same, and no name may lead
   * elsewhere.
   */
  private static void checkNames(Path directory, Map<String, BundleFile> files) throws IOException {
    for (String name : files.keySet()) {
      if (!isPlainName(name) || name.equals(ModelBundle.MANIFEST)) {
        throw new BundleException(
            "Model bundle "
                + directory
                + ": the manifest lists the file name '"
                + name
                + "', which is not a plain name inside the bundle");
      }
    }
    for (String name : List.of(ModelBundle.MODEL, ModelBundle.TOKENIZER)) {
      if (REQUIRED.contains(name) && !files.containsKey(name)) {
        throw new BundleException(
            "Model bundle "
                + directory
                + ": the manifest lists no "
                + name
                + ", only "
                + files.keySet());
      }
    }
    try (Stream<Path> entries = Files.list(directory)) {
      List<String> strangers =
          entries
              .map(entry -> entry.getFileName().toString())
              .filter(name -> !name.equals(ModelBundle.MANIFEST) && !files.containsKey(name))
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

  /** True for a name that stays in its folder on every system. */
  static boolean isPlainName(String name) {
    return !name.isBlank()
        && !name.equals(".")
        && !name.equals("..")
        && name.chars().noneMatch(c -> c == '/' || c == '\\' || c == ':' || c < ' ');
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
