package io.leebert.trainer.train;

/**
 * Linear warm-up to the peak, then linear decay to zero.
 *
 * @param warmupSteps steps of the rise
 * @param totalSteps steps in all
 */
record LearningRateSchedule(int warmupSteps, int totalSteps) {

  /** Share of the peak at a step, counted from 0: above 0 and at most 1 before the last step. */
  double factor(int step) {
    if (step < warmupSteps) {
      return (step + 1.0) / (warmupSteps + 1.0);
    }
    return Math.max(0, (double) (totalSteps - step) / Math.max(1, totalSteps - warmupSteps));
  }
}
