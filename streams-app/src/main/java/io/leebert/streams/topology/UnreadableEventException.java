package io.leebert.streams.topology;

import org.jspecify.annotations.Nullable;

/** An input record that is no event; the message says what was found and what was expected. */
public final class UnreadableEventException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableEventException(String message) {
    super(message);
  }

  UnreadableEventException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
