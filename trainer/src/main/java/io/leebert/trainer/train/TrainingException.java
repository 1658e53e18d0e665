package io.leebert.trainer.train;

import java.io.Serial;

/** A training run that cannot go on; the message says why and what to change. */
public final class TrainingException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /** An error the user can act on. */
  public TrainingException(String message) {
    super(message);
  }
}
