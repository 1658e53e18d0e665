package io.leebert.trainer.retrain;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a retraining is.
 *
 * @param phase what it is at
 * @param epoch epochs that are done and scored, 0 before the first
 * @param epochs at most so many; 0 before training
 * @param scores the last scored epoch's, on held-out rows by the model's metric: {@code average}
 *     over the exits, {@code last} of the last exit; empty before the first
 * @param done share of the whole work, 0 to 1, never falling within one run
 * @param secondsLeft estimate of the time until the result, or null while nothing is known
 */
public record RetrainProgress(
    RetrainPhase phase,
    int epoch,
    int epochs,
    Map<String, Double> scores,
    double done,
    @Nullable Double secondsLeft) {

  /** Copies the map. */
  public RetrainProgress {
    scores = Map.copyOf(scores);
  }
}
