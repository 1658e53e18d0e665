package io.leebert.schemas.store;

import io.leebert.schemas.bundle.BundleFiles;
import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.event.BundleFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Bundles in a bucket of S3. Files are written first and the manifest last, so that a half-written
 * bundle has none; every file is read back before. A write names what it takes the place of, so
 * that of two publishers at once the later one notices; a server that knows no conditional writes
 * is looked at before and after instead.
 */
final class S3BundleStore implements BundleStore {

  private final S3Location root;
  private final S3Objects objects;
  private final BundleSource source;

  /** Closes the source, which closes the objects. */
  S3BundleStore(S3Location root, S3Objects objects, BundleSource source) {
    this.root = root;
    this.objects = objects;
    this.source = source;
  }

  @Override
  public URI publish(ModelBundle bundle, String model, String version) {
    S3Location target = folder(model, version);
    boolean there = isThere(target, bundle);
    Map<String, S3Objects.Head> written = new TreeMap<>();
    for (Map.Entry<String, BundleFile> file : bundle.manifest().getFiles().entrySet()) {
      written.put(file.getKey(), ensure(target, bundle, file.getKey(), file.getValue()));
    }
    if (!there) {
      objects.writeNew(target, ModelBundle.MANIFEST, manifest(bundle));
    }
    if (!isThere(target, bundle)) {
      throw changed(target.uri(ModelBundle.MANIFEST));
    }
    written.forEach(
        (name, head) -> {
          if (!head.equals(objects.head(target, name))) {
            throw changed(target.uri(name));
          }
        });
    return target.uri();
  }

  /** False when no bundle is there yet; another one is refused. */
  private boolean isThere(S3Location target, ModelBundle bundle) {
    byte[] manifest = objects.read(target, ModelBundle.MANIFEST, S3Bundles.MOST_MANIFEST_BYTES);
    if (manifest == null) {
      return false;
    }
    String sha256 = BundleFiles.sha256(manifest);
    if (!sha256.equals(bundle.manifestSha256())) {
      throw BundleNames.taken(target.uri(), sha256, bundle.manifestSha256());
    }
    return true;
  }

  /** Sees to it that a file is there with the right digest, as it may be from an earlier try. */
  private S3Objects.Head ensure(
      S3Location target, ModelBundle bundle, String name, BundleFile expected) {
    S3Objects.Head seen = objects.head(target, name);
    if (seen != null && holds(target, name, seen, expected)) {
      return seen;
    }
    Path file = bundle.directory().resolve(name);
    checkUnchanged(file, expected);
    objects.write(target, name, file, seen, () -> isThere(target, bundle));
    S3Objects.Head written = objects.head(target, name);
    if (written == null || !holds(target, name, written, expected)) {
      throw changed(target.uri(name));
    }
    return written;
  }

  private boolean holds(S3Location target, String name, S3Objects.Head seen, BundleFile expected) {
    return seen.bytes() == expected.getBytes()
        && objects.sha256(target, name, seen.bytes()).equals(expected.getSha256());
  }

  private static void checkUnchanged(Path file, BundleFile expected) {
    try {
      String sha256 = BundleFiles.sha256(file);
      if (!sha256.equals(expected.getSha256())) {
        throw StoreException.refused(
            "Cannot publish "
                + file
                + ": it has SHA-256 "
                + sha256
                + "; the manifest says "
                + expected.getSha256());
      }
    } catch (IOException e) {
      throw StoreException.of("Cannot publish " + file, e);
    }
  }

  private static byte[] manifest(ModelBundle bundle) {
    Path file = bundle.directory().resolve(ModelBundle.MANIFEST);
    try {
      byte[] bytes = Files.readAllBytes(file);
      String sha256 = BundleFiles.sha256(bytes);
      if (!sha256.equals(bundle.manifestSha256())) {
        throw StoreException.refused(
            "Cannot publish "
                + file
                + ": its SHA-256 changed since it was read, from "
                + bundle.manifestSha256()
                + " to "
                + sha256);
      }
      return bytes;
    } catch (IOException e) {
      throw StoreException.of("Cannot publish " + file, e);
    }
  }

  private static StoreException changed(URI uri) {
    return StoreException.unreachable(
        uri
            + " is not what was written there: somebody else writes to it at the same time, or it"
            + " was altered on the way",
        null);
  }

  @Override
  public @Nullable StoredBundle find(String model, String version) {
    S3Location target = folder(model, version);
    byte[] manifest = objects.read(target, ModelBundle.MANIFEST, S3Bundles.MOST_MANIFEST_BYTES);
    return manifest == null ? null : new StoredBundle(target.uri(), BundleFiles.sha256(manifest));
  }

  @Override
  public ModelBundle fetch(URI uri, @Nullable String manifestSha256, Path workFolder) {
    return source.fetch(uri, manifestSha256, workFolder);
  }

  @Override
  public void close() {
    source.close();
  }

  private S3Location folder(String model, String version) {
    BundleNames.require("model", model);
    BundleNames.require("version", version);
    return root.child(model).child(version);
  }
}
