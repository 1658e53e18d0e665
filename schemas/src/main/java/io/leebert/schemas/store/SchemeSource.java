package io.leebert.schemas.store;

import io.leebert.schemas.bundle.ModelBundle;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Fetches by a URI's scheme; S3 is set up when it is first asked for. */
final class SchemeSource implements BundleSource {

  private final S3Settings settings;
  private @Nullable S3Objects s3;

  SchemeSource(S3Settings settings) {
    this.settings = settings;
  }

  @Override
  public ModelBundle fetch(URI uri, @Nullable String manifestSha256, Path workFolder) {
    return switch (scheme(uri)) {
      case "file" -> FileBundles.fetch(uri, manifestSha256, workFolder);
      case "s3" -> S3Bundles.fetch(s3(), uri, manifestSha256, workFolder);
      default -> throw unknown(uri);
    };
  }

  synchronized S3Objects s3() {
    S3Objects objects = s3;
    if (objects == null) {
      objects = new S3Objects(settings);
      s3 = objects;
    }
    return objects;
  }

  @Override
  public synchronized void close() {
    if (s3 != null) {
      s3.close();
      s3 = null;
    }
  }

  static String scheme(URI uri) {
    return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
  }

  static StoreException unknown(URI uri) {
    return StoreException.refused(
        "No bundle store is known for " + uri + "; expected a URI that starts with file: or s3:");
  }
}
