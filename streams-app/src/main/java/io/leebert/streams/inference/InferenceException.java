package io.leebert.streams.inference;

import org.jspecify.annotations.Nullable;

/** A run of the network that failed or gave an answer that cannot be right. */
public final class InferenceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InferenceException(String message) {
    super(message);
  }

  public InferenceException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
