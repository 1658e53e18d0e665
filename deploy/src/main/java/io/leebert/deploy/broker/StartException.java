package io.leebert.deploy.broker;

import org.jspecify.annotations.Nullable;

/**
 * A child process that did not come up. Where it was started, the message names its log file and
 * the log's last lines.
 */
public final class StartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StartException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
