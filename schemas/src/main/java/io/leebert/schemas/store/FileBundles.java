package io.leebert.schemas.store;

import io.leebert.schemas.bundle.BundleException;
import io.leebert.schemas.bundle.ModelBundle;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Fetches by {@code file:} URI: a folder where it lies, a tar by unpacking it. */
final class FileBundles {

  private FileBundles() {}

  static Path path(URI uri) {
    try {
      return Path.of(uri);
    } catch (IllegalArgumentException e) {
      throw StoreException.refused(
          uri + " names no file: " + e.getMessage() + "; expected a URI like file:///models", e);
    }
  }

  static ModelBundle fetch(URI uri, @Nullable String manifestSha256, Path workFolder) {
    Path path = path(uri);
    requireThere(uri, path);
    if (!Files.isRegularFile(path)) {
      return checked(uri, manifestSha256, read(uri, path));
    }
    try {
      Files.createDirectories(workFolder);
      OwnedFolder.sweep(workFolder);
      OwnedFolder folder = OwnedFolder.create(workFolder);
      try {
        ModelBundle bundle = unpack(uri, path, folder.path().resolve("bundle"));
        return checked(uri, manifestSha256, bundle).closedBy(folder::close);
      } catch (RuntimeException e) {
        folder.close();
        throw e;
      }
    } catch (IOException e) {
      throw StoreException.of("Cannot unpack " + uri + " below " + workFolder, e);
    }
  }

  /**
   * Where the model's folder is missing too, it is the store that is away: not mounted, perhaps.
   */
  private static void requireThere(URI uri, Path path) {
    try {
      Files.readAttributes(path, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      Path model = path.getParent();
      if (model != null && !Files.exists(model)) {
        throw StoreException.unreachable(
            "Cannot read " + uri + ": there is no folder " + model + "; is the store mounted?", e);
      }
      throw StoreException.refused(
          "Refusing " + uri + ": No model bundle at " + path + ": neither a folder nor a tar file",
          e);
    } catch (IOException e) {
      throw StoreException.of("Cannot read " + uri, e);
    }
  }

  static ModelBundle checked(URI uri, @Nullable String manifestSha256, ModelBundle bundle) {
    checkManifest(uri, manifestSha256, bundle.manifestSha256());
    return bundle;
  }

  static void checkManifest(URI uri, @Nullable String announced, String found) {
    if (announced != null && !announced.equals(found)) {
      throw StoreException.unsound(
          "The bundle at "
              + uri
              + " is not the one that was announced: its manifest has SHA-256 "
              + found
              + ", announced was "
              + announced);
    }
  }

  private static ModelBundle read(URI uri, Path folder) {
    try {
      return ModelBundle.read(folder);
    } catch (BundleException e) {
      if (Files.notExists(folder.resolve(ModelBundle.MANIFEST))) {
        // Nothing was given that could be damaged.
        throw StoreException.refused("Refusing " + uri + ": " + e.getMessage(), e);
      }
      throw StoreException.of("Refusing " + uri, e);
    }
  }

  private static ModelBundle unpack(URI uri, Path tar, Path folder) {
    try {
      return ModelBundle.unpack(tar, folder);
    } catch (BundleException e) {
      throw StoreException.of("Refusing " + uri, e);
    }
  }
}
