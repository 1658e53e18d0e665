package io.leebert.trainer.train;

/**
 * What one epoch brought.
 *
 * @param epoch counted from 1
 * @param epochs at most so many
 * @param meanLoss mean weighted loss of its steps
 * @param scores of all exits on held-out rows
 * @param best true when no epoch before had a better average
 * @param secondsPerStep mean wall-clock time of a step
 */
public record EpochReport(
    int epoch,
    int epochs,
    double meanLoss,
    ExitScores scores,
    boolean best,
    double secondsPerStep) {}
