package io.leebert.streams.cli;

import org.jspecify.annotations.Nullable;

/** The application cannot start; the message says why and what to do. */
class StartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StartException(String message) {
    super(message);
  }

  StartException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
