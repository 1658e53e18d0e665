package io.leebert.trainer.search;

import io.leebert.trainer.train.Hyperparameters;
import java.util.Locale;

/**
 * Settings that a search tries together.
 *
 * @param learningRate of the backbone
 * @param weightLearningRate of learned loss weights
 * @param batchSize rows per step
 * @param cycle C, the cross-level cycle length
 */
public record Candidate(double learningRate, double weightLearningRate, int batchSize, int cycle) {

  /** Other settings with these in their place. */
  public Hyperparameters in(Hyperparameters others) {
    return others.with(learningRate, weightLearningRate, batchSize, cycle);
  }

  /** As options of {@code train}. */
  public String asOptions() {
    return String.format(
        Locale.ROOT,
        "--learning-rate %.0e --weight-learning-rate %.0e --batch-size %d --cycle %d",
        learningRate,
        weightLearningRate,
        batchSize,
        cycle);
  }
}
