package io.leebert.streams.inference;

import org.jspecify.annotations.Nullable;

/** The device that was asked for is not there; the message says what to do. */
public final class DeviceMissingException extends ModelLoadException {
  private static final long serialVersionUID = 1L;

  DeviceMissingException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
