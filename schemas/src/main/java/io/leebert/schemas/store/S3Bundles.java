package io.leebert.schemas.store;

import io.leebert.schemas.bundle.BundleException;
import io.leebert.schemas.bundle.BundleFiles;
import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.event.BundleFile;
import io.leebert.schemas.event.ModelManifest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fetches by {@code s3:} URI: the objects of a bundle, or one that is a tar of it. */
final class S3Bundles {

  /** Real ones have some kilobytes; what claims to be one should not fill the heap. */
  static final int MOST_MANIFEST_BYTES = 64 << 20;

  private S3Bundles() {}

  static ModelBundle fetch(
      S3Objects objects, URI uri, @Nullable String manifestSha256, Path workFolder) {
    S3Location at = S3Location.of(uri);
    try {
      Files.createDirectories(workFolder);
      OwnedFolder.sweep(workFolder);
      OwnedFolder folder = OwnedFolder.create(workFolder);
      try {
        Path target = folder.path().resolve("bundle");
        ModelBundle bundle =
            at.path().endsWith(".tar")
                ? unpacked(objects, at, folder.path().resolve("bundle.tar"), target)
                : downloaded(objects, at, manifestSha256, target);
        return FileBundles.checked(uri, manifestSha256, bundle).closedBy(folder::close);
      } catch (RuntimeException | IOException e) {
        folder.close();
        throw e;
      }
    } catch (BundleException e) {
      throw StoreException.of("Refusing " + uri, e);
    } catch (IOException e) {
      throw StoreException.of("Cannot fetch " + uri + " to " + workFolder, e);
    }
  }

  private static ModelBundle downloaded(
      S3Objects objects, S3Location at, @Nullable String manifestSha256, Path target)
      throws IOException {
    byte[] json = objects.read(at, ModelBundle.MANIFEST, MOST_MANIFEST_BYTES);
    if (json == null) {
      throw StoreException.refused(
          "No model bundle at "
              + at.uri()
              + ": it has no "
              + ModelBundle.MANIFEST
              + ", or was written only in part");
    }
    FileBundles.checkManifest(at.uri(), manifestSha256, BundleFiles.sha256(json));
    ModelManifest manifest =
        ModelBundle.readManifest(json, at.uri(ModelBundle.MANIFEST).toString());
    Files.createDirectory(target);
    for (Map.Entry<String, BundleFile> file : manifest.getFiles().entrySet()) {
      download(objects, at, file.getKey(), file.getValue().getBytes(), target);
    }
    Files.write(target.resolve(ModelBundle.MANIFEST), json);
    return ModelBundle.read(target);
  }

  /** The size is looked at before, so that nothing wrong fills the disk. */
  private static void download(
      S3Objects objects, S3Location at, String name, long bytes, Path target) {
    S3Objects.Head head = objects.head(at, name);
    if (head == null || head.bytes() != bytes) {
      String message =
          "Refusing "
              + at.uri()
              + ": "
              + name
              + (head == null ? " is missing" : " has " + head.bytes() + " bytes")
              + "; the manifest says "
              + bytes
              + " bytes";
      throw head == null ? StoreException.refused(message) : StoreException.unsound(message);
    }
    objects.download(at, name, bytes, target.resolve(name));
  }

  private static ModelBundle unpacked(S3Objects objects, S3Location at, Path tar, Path target)
      throws IOException {
    S3Location folder = new S3Location(at.bucket(), "");
    S3Objects.Head head = objects.head(folder, at.path());
    if (head == null) {
      throw StoreException.refused(
          "No model bundle at " + folder.uri(at.path()) + ": there is nothing");
    }
    objects.download(folder, at.path(), head.bytes(), tar);
    ModelBundle bundle = ModelBundle.unpack(tar, target);
    Files.delete(tar);
    return bundle;
  }
}
