package io.leebert.schemas.catalogue;

import org.jspecify.annotations.Nullable;

/** The models topic is not there, or not as it must be; the message says what to do about it. */
public final class CatalogueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CatalogueException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
