package io.leebert.deploy.quickstart;

import org.jspecify.annotations.Nullable;

/** Why the quickstart cannot go on, in words for people. */
public final class QuickstartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message for people. */
  public QuickstartException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
