package io.leebert.schemas.bundle;

import org.jspecify.annotations.Nullable;

/**
 * A model bundle that cannot be read or written; the message names the file or field, what was
 * found and what was expected.
 */
public final class BundleException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BundleException(String message) {
    this(message, null);
  }

  BundleException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
