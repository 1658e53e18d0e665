package io.leebert.trainer.data;

import java.io.Serial;

/**
 * Data that cannot be trained on; the message says which file, which line and what was expected.
 */
public final class DataException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /** An error the user can mend. */
  public DataException(String message) {
    super(message);
  }
}
