package io.leebert.trainer.search;

import io.leebert.trainer.train.Hyperparameters;

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
    return "--learning-rate "
        + learningRate
        + " --weight-learning-rate "
        + weightLearningRate
        + " --batch-size "
        + batchSize
        + " --cycle "
        + cycle;
  }
}
