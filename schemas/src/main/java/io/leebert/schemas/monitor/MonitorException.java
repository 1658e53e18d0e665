package io.leebert.schemas.monitor;

/** The HTTP server cannot listen where it is told to. */
public final class MonitorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MonitorException(String message, Throwable cause) {
    super(message, cause);
  }
}
