package io.leebert.streams.inference;

import org.jspecify.annotations.Nullable;

/** A model that cannot be served as asked; the message says what was found and what to do. */
public class ModelLoadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ModelLoadException(String message) {
    super(message);
  }

  public ModelLoadException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
