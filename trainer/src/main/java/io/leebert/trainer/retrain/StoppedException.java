package io.leebert.trainer.retrain;

import java.io.Serial;

/** Ends a retraining that was cancelled, from wherever it is. */
final class StoppedException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;
}
