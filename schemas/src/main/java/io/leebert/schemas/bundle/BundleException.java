package io.leebert.schemas.bundle;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A model bundle that cannot be read or written; the message names the file or field, what was
 * found and what was expected.
 */
public final class BundleException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean unread;

  BundleException(String message) {
    this(message, null);
  }

  BundleException(String message, @Nullable Throwable cause) {
    this(message, cause, false);
  }

  private BundleException(String message, @Nullable Throwable cause, boolean unread) {
    super(message, cause);
    this.unread = unread;
  }

  static BundleException unread(String message, IOException cause) {
    return new BundleException(message, cause, true);
  }

  /** True when the file system failed, and so nothing is said about the bundle itself. */
  public boolean unread() {
    return unread;
  }
}
