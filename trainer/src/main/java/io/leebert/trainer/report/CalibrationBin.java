package io.leebert.trainer.report;

/**
 * The held-out rows whose most probable class has a probability within one range (a bar of a
 * reliability diagram, Guo et al. 2017).
 *
 * @param from lower end of the range, 0 to 1
 * @param to upper end of the range, 0 to 1
 * @param rows how many rows fall into it
 * @param meanConfidence mean probability of the most probable class; 0 where there are no rows
 * @param accuracy share of these rows that are classified right; 0 where there are no rows
 */
public record CalibrationBin(
    double from, double to, long rows, double meanConfidence, double accuracy) {}
