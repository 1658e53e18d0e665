package io.leebert.trainer.export;

import java.io.Serial;

/** The exported graph could not be run, or does not do what the trained network does. */
public final class ExportException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  ExportException(String message) {
    super(message);
  }

  /** A graph that fails where it runs. */
  public ExportException(String message, Throwable cause) {
    super(message, cause);
  }
}
