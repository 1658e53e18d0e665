package io.leebert.trainer.retrain;

import java.io.Serial;
import java.util.Map;
import java.util.TreeMap;

/** Ends a retraining that settings, data or the current bundle do not allow. */
final class RefusedException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final transient Map<String, Long> counts;

  RefusedException(String reason, Map<String, Long> counts) {
    super(reason);
    this.counts = Map.copyOf(counts);
  }

  RetrainResult.Refused result() {
    return new RetrainResult.Refused(String.valueOf(getMessage()), new TreeMap<>(counts));
  }
}
