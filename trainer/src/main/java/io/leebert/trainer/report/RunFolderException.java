package io.leebert.trainer.report;

import java.io.Serial;

/**
 * A run's folder that cannot be read, written or compared; the message says which file, what was
 * found and what was expected.
 */
public final class RunFolderException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /** An error the user can mend. */
  public RunFolderException(String message) {
    super(message);
  }

  /** The same with what lies behind it. */
  public RunFolderException(String message, Throwable cause) {
    super(message, cause);
  }
}
