package io.leebert.trainer.retrain;

/**
 * What one model yields and costs under one exit rule.
 *
 * @param score by the metric
 * @param accuracy share of right labels
 * @param meanExitLayer mean layer that rows left at
 * @param recalls per label of the comparison, the share of its rows that got it; NaN without rows
 */
@SuppressWarnings("ArrayRecordComponent") // read by index, never compared
record RuleScore(double score, double accuracy, double meanExitLayer, double[] recalls) {}
