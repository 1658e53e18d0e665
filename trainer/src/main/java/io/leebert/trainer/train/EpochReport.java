package io.leebert.trainer.train;

/**
 * What one epoch brought.
 *
 * @param stage the part of training it belongs to
 * @param epoch counted from 1 in its stage
 * @param epochs at most so many
 * @param step the run's last step in it, counted from 1
 * @param meanLoss mean weighted loss of its steps
 * @param scores of all exits on held-out rows
 * @param best true when no epoch of the stage before had a better average
 * @param secondsPerStep mean wall-clock time of a step
 */
public record EpochReport(
    String stage,
    int epoch,
    int epochs,
    int step,
    double meanLoss,
    ExitScores scores,
    boolean best,
    double secondsPerStep) {}
