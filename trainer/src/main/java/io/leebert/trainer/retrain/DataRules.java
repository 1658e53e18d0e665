package io.leebert.trainer.retrain;

import io.leebert.trainer.data.Columns;
import io.leebert.trainer.data.DataFormat;
import org.jspecify.annotations.Nullable;

/**
 * Which rows are enough, and for what.
 *
 * @param heldOutShare share of the texts to hold out
 * @param maxRows at most so many rows; 0 means all
 * @param leastRows refuse fewer
 * @param leastRowsPerLabel refuse fewer of any label
 * @param newLabels whether labels may be new to the current model
 * @param dropsLabels whether labels of the current model may be left without rows
 * @param format of base files, or null to recognize it
 * @param columns of base files
 */
record DataRules(
    double heldOutShare,
    int maxRows,
    int leastRows,
    int leastRowsPerLabel,
    boolean newLabels,
    boolean dropsLabels,
    @Nullable DataFormat format,
    Columns columns) {}
