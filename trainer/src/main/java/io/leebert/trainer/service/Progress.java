package io.leebert.trainer.service;

import io.leebert.trainer.retrain.RetrainProgress;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a command is.
 *
 * @param message in words
 * @param done share of the work, 0 to 1; null where nobody can say
 * @param secondsLeft estimate, or null while nothing is known
 * @param scores the last known, by name; empty where there are no new ones
 */
record Progress(
    String message,
    @Nullable Double done,
    @Nullable Double secondsLeft,
    Map<String, Double> scores) {
  Progress {
    scores = Map.copyOf(scores);
  }

  static Progress of(RetrainProgress progress) {
    String phase = progress.phase().name().toLowerCase(Locale.ROOT);
    String epoch =
        progress.epochs() == 0
            ? ""
            : ", epoch " + progress.epoch() + " of at most " + progress.epochs();
    return new Progress(phase + epoch, progress.done(), progress.secondsLeft(), progress.scores());
  }

  /** Nothing goes on until something else comes back. */
  static Progress waiting(String message) {
    return new Progress(message, null, null, Map.of());
  }
}
