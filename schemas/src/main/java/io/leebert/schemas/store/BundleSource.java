package io.leebert.schemas.store;

import io.leebert.schemas.bundle.ModelBundle;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Gives bundles by URI. Safe for use by several threads. */
public interface BundleSource extends AutoCloseable {

  /**
   * Fetches a bundle and checks it: the manifest against the SHA-256 that was announced, every file
   * against the manifest. A {@code file:} folder is read where it lies; a {@code file:} tar is
   * unpacked, and what lies elsewhere downloaded, into a folder of its own below the work folder,
   * which {@link ModelBundle#close()} removes. Nothing is left of a fetch that fails; what a killed
   * process left is removed by the next fetch into the same work folder.
   *
   * @param uri the bundle's folder, or a tar of it
   * @param manifestSha256 what {@link ModelBundle#manifestSha256()} must be, lower-case
   *     hexadecimal; null to take any sound bundle
   * @param workFolder made if need be; several processes may share one
   * @throws StoreException naming the URI, what was found and what was expected
   */
  ModelBundle fetch(URI uri, @Nullable String manifestSha256, Path workFolder);

  /** Lets go of connections; bundles that were fetched stay. */
  @Override
  void close();
}
