package io.leebert.trainer.report;

import java.util.List;

/**
 * One exit on its own, measured on the held-out rows.
 *
 * @param exit the layer it sits after, from 1
 * @param score score when every row leaves here; 0 to 1, or -1 to 1 for Matthews
 * @param accuracy share of right classes when every row leaves here
 * @param calibrationError expected calibration error of the probabilities as served, 0 to 1
 * @param uncalibratedError the same error at temperature 1
 * @param temperature what the exit's logits are divided by; 1 when it was not calibrated
 * @param votes whether it counts towards patience; an exit that does not is passed over
 * @param bins the reliability diagram of the probabilities as served, lowest range first; may be
 *     empty
 */
public record ExitPoint(
    int exit,
    double score,
    double accuracy,
    double calibrationError,
    double uncalibratedError,
    double temperature,
    boolean votes,
    List<CalibrationBin> bins) {

  /** Copies the list. */
  public ExitPoint {
    bins = List.copyOf(bins);
  }
}
