package io.leebert.schemas.store;

import io.leebert.schemas.bundle.ModelBundle;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stores and sources by URI: {@code file:}. */
public final class BundleStores {

  private BundleStores() {}

  /**
   * The store below a root. Nothing is looked at yet.
   *
   * @param root such as {@code file:///models}
   * @param settings those that start with {@code leebert.store.}; others are not looked at
   * @throws StoreException when the root's scheme or a setting is not known
   */
  public static BundleStore of(URI root, Map<String, String> settings) {
    return switch (scheme(root)) {
      case "file" -> new FileBundleStore(FileBundles.path(root));
      default -> throw unknownScheme(root);
    };
  }

  /**
   * Fetches by any URI that is understood.
   *
   * @param settings as in {@link #of}
   */
  public static BundleSource source(Map<String, String> settings) {
    return new BundleSource() {
      @Override
      public ModelBundle fetch(URI uri, @Nullable String manifestSha256, Path workFolder) {
        return switch (scheme(uri)) {
          case "file" -> FileBundles.fetch(uri, manifestSha256, workFolder);
          default -> throw unknownScheme(uri);
        };
      }

      @Override
      public void close() {
        // Nothing is held between calls.
      }
    };
  }

  /** A URI from what a user wrote: a URI, or a path, relative ones to the current folder. */
  public static URI uri(String uriOrPath) {
    if (uriOrPath.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")) {
      try {
        return URI.create(uriOrPath);
      } catch (IllegalArgumentException e) {
        throw StoreException.refused("Not a URI: " + e.getMessage(), e);
      }
    }
    return Path.of(uriOrPath).toAbsolutePath().normalize().toUri();
  }

  private static String scheme(URI uri) {
    return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
  }

  private static StoreException unknownScheme(URI uri) {
    return StoreException.refused(
        "No bundle store is known for " + uri + "; expected a URI that starts with file:");
  }
}
