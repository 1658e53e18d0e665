package io.leebert.trainer.report;

import java.util.List;

/**
 * The state at the end of an epoch.
 *
 * @param epoch number of the epoch, from 1
 * @param stage which part of the training it belongs to ({@code train}; two-stage presets have two)
 * @param step steps of the network's weights so far
 * @param meanLoss mean training loss of the epoch
 * @param exitScores held-out score of every exit, lowest first; 0 to 1, or -1 to 1 for Matthews;
 *     NaN where the exit is not trained yet
 * @param best whether the network of this epoch was the best so far
 */
public record EpochPoint(
    int epoch, String stage, int step, double meanLoss, List<Double> exitScores, boolean best) {

  /** Copies the list. */
  public EpochPoint {
    exitScores = List.copyOf(exitScores);
  }

  /** What epochs are compared by: the average of the trained exits' scores; NaN without any. */
  public double averageScore() {
    return exitScores.stream()
        .mapToDouble(Double::doubleValue)
        .filter(score -> !Double.isNaN(score))
        .average()
        .orElse(Double.NaN);
  }
}
