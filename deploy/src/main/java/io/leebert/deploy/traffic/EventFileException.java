package io.leebert.deploy.traffic;

import org.jspecify.annotations.Nullable;

/** A file of events that cannot be read, with the line and what was expected there. */
public final class EventFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong, naming file and line. */
  public EventFileException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
