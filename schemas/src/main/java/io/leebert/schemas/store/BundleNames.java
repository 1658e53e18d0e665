package io.leebert.schemas.store;

import io.leebert.schemas.bundle.BundleFiles;
import java.net.URI;

/** What names and versions may be, and who has one. */
final class BundleNames {

  private BundleNames() {}

  /** Names starting with a dot are for what is being written. */
  static void require(String what, String name) {
    if (!BundleFiles.isPlainName(name) || name.startsWith(".")) {
      throw StoreException.refused(
          "The "
              + what
              + " '"
              + name
              + "' cannot name a folder of the bundle store; expected no path, no colon and no dot"
              + " at the start");
    }
  }

  static StoreException taken(URI uri, String there, String wanted) {
    return StoreException.refused(
        "Refusing to overwrite the bundle at "
            + uri
            + ": its manifest has SHA-256 "
            + there
            + ", the one to publish "
            + wanted);
  }
}
