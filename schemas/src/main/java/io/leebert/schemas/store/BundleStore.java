package io.leebert.schemas.store;

import io.leebert.schemas.bundle.ModelBundle;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Keeps bundles below one root, as {@code <root>/<model>/<version>/} with the bundle's files. What
 * is there under a version never changes: a version that exists is complete, and is not
 * overwritten. A store also fetches bundles that lie outside of its root.
 */
public interface BundleStore extends BundleSource {

  /**
   * Puts a bundle into the store and checks its digests there. Interrupted at any point, it leaves
   * nothing that a reader takes for a bundle, and may simply be repeated: the same bundle under the
   * same version is done already.
   *
   * @param model name of the model; with the version, a plain name for a folder that starts with no
   *     dot
   * @param version version of the model
   * @return where the bundle lies now, to be announced
   * @throws StoreException when another bundle has that version, or the store refuses or is not
   *     reached
   */
  URI publish(ModelBundle bundle, String model, String version);

  /**
   * Looks for a version, so that a service that died can tell what it published before. The
   * manifest is there only when the rest is; digests are checked by {@link #fetch}.
   *
   * @return null when the version is not there
   * @throws StoreException when the store refuses or is not reached
   */
  @Nullable StoredBundle find(String model, String version);
}
