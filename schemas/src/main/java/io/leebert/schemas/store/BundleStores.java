package io.leebert.schemas.store;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * Stores and sources by URI: {@code file:}, a folder, and {@code s3:}, a bucket of Amazon's S3 or
 * of a server that speaks its protocol.
 *
 * <p>Settings, all optional, are those of {@link S3Keys}. Credentials are found as the AWS SDK
 * does: system properties, environment, profile, container, instance.
 */
public final class BundleStores {

  private BundleStores() {}

  /**
   * The store below a root, which also fetches by any other URI that is understood. Nothing is
   * looked at yet.
   *
   * @param root such as {@code file:///models} or {@code s3://bucket/models}
   * @param settings those that start with {@link S3Keys#PREFIX}; others are not looked at
   * @throws StoreException when the root's scheme, a setting or the region is not known
   */
  public static BundleStore of(URI root, Map<String, String> settings) {
    SchemeSource source = new SchemeSource(S3Settings.of(settings));
    return switch (SchemeSource.scheme(root)) {
      case "file" -> new FileBundleStore(FileBundles.path(root), source);
      case "s3" -> new S3BundleStore(S3Location.of(root), source.s3(), source);
      default -> throw SchemeSource.unknown(root);
    };
  }

  /**
   * Fetches by any URI that is understood.
   *
   * @param settings as in {@link #of}
   * @throws StoreException when a setting is not known
   */
  public static BundleSource source(Map<String, String> settings) {
    return new SchemeSource(S3Settings.of(settings));
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
}
