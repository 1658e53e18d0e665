package io.leebert.trainer.retrain;

import org.jspecify.annotations.Nullable;

/**
 * How much worse a candidate may be.
 *
 * @param margin share by which its score may be below the current model's
 * @param classMargin share by which the recall of a label may be
 * @param classRows held-out rows from which a label counts for that
 * @param range patiences to compare at; null for those that are worth serving
 */
record GateRules(double margin, double classMargin, int classRows, @Nullable PatienceRange range) {}
