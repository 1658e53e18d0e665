package io.leebert.trainer.report;

/**
 * The weights of all loss terms after a step (omega of the paper's eq. 5).
 *
 * @param step steps of the network's weights so far
 * @param weights {@code [M][1 + M]}: row m - 1 holds the terms of exit m, column 0 the weight of
 *     its classification term, column t the weight of learning from exit t; NaN where there is no
 *     such term
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, compared by nobody
public record WeightsPoint(int step, double[][] weights) {

  /** Copies the weights. */
  public WeightsPoint {
    weights = Grids.copy(weights);
  }

  /** A copy of the weights. */
  @Override
  public double[][] weights() {
    return Grids.copy(weights);
  }
}
