package io.leebert.schemas.store;

import io.leebert.schemas.bundle.BundleException;
import io.leebert.schemas.bundle.BundleFiles;
import io.leebert.schemas.bundle.ModelBundle;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * Bundles in a folder, such as one that several machines mount. A bundle is copied into a hidden
 * folder beside its target, synced, read back and renamed.
 */
final class FileBundleStore implements BundleStore {

  private final Path root;
  private final BundleSource source;

  FileBundleStore(Path root, BundleSource source) {
    this.root = root;
    this.source = source;
  }

  @Override
  public URI publish(ModelBundle bundle, String model, String version) {
    Path target = folder(model, version);
    if (exists(target)) {
      return sameThere(target, bundle);
    }
    Path versions = root.resolve(model);
    try {
      Files.createDirectories(versions);
      BundleFiles.syncFolder(root);
      OwnedFolder.sweep(versions);
      try (OwnedFolder temporary = OwnedFolder.create(versions)) {
        copy(bundle, temporary.path());
        try {
          Files.move(temporary.path(), target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
          if (exists(target)) {
            return sameThere(target, bundle);
          }
          throw e;
        }
      }
      BundleFiles.syncFolder(versions);
      return target.toUri();
    } catch (IOException e) {
      throw StoreException.of(cannotPublish(target), e);
    }
  }

  private static void copy(ModelBundle bundle, Path folder) throws IOException {
    for (String name : bundle.manifest().getFiles().keySet()) {
      Files.copy(bundle.directory().resolve(name), folder.resolve(name));
      BundleFiles.syncFile(folder.resolve(name));
    }
    Path manifest = folder.resolve(ModelBundle.MANIFEST);
    Files.copy(bundle.directory().resolve(ModelBundle.MANIFEST), manifest);
    BundleFiles.syncFile(manifest);
    BundleFiles.syncFolder(folder);
    checkedCopy(folder, bundle);
  }

  /** Digests read back from the copy: what was read may not be what was there before. */
  private static void checkedCopy(Path folder, ModelBundle bundle) {
    try (ModelBundle copy = ModelBundle.read(folder)) {
      if (!copy.manifestSha256().equals(bundle.manifestSha256())) {
        throw StoreException.refused(
            "Cannot publish "
                + bundle.directory()
                + ": its manifest changed since it was read, from SHA-256 "
                + bundle.manifestSha256()
                + " to "
                + copy.manifestSha256());
      }
    } catch (BundleException e) {
      throw StoreException.of("Cannot publish " + bundle.directory() + ": its copy", e);
    }
  }

  private static URI sameThere(Path target, ModelBundle bundle) {
    try (ModelBundle there = ModelBundle.read(target)) {
      if (there.manifestSha256().equals(bundle.manifestSha256())) {
        return target.toUri();
      }
      throw BundleNames.taken(target.toUri(), there.manifestSha256(), bundle.manifestSha256());
    } catch (BundleException e) {
      throw StoreException.of(cannotPublish(target) + ": what is there already is not sound", e);
    }
  }

  @Override
  public @Nullable StoredBundle find(String model, String version) {
    Path target = folder(model, version);
    Path manifest = target.resolve(ModelBundle.MANIFEST);
    try {
      return Files.isRegularFile(manifest)
          ? new StoredBundle(target.toUri(), BundleFiles.sha256(manifest))
          : null;
    } catch (IOException e) {
      throw StoreException.of("Cannot read " + manifest.toUri(), e);
    }
  }

  @Override
  public ModelBundle fetch(URI uri, @Nullable String manifestSha256, Path workFolder) {
    return source.fetch(uri, manifestSha256, workFolder);
  }

  @Override
  public void close() {
    source.close();
  }

  private Path folder(String model, String version) {
    BundleNames.require("model", model);
    BundleNames.require("version", version);
    return root.resolve(model).resolve(version);
  }

  private static boolean exists(Path target) {
    return Files.exists(target, LinkOption.NOFOLLOW_LINKS);
  }

  private static String cannotPublish(Path target) {
    return "Cannot publish a bundle to " + target.toUri();
  }
}
