package io.leebert.trainer.report;

/**
 * What one setting of an exit rule yields and costs on the held-out rows.
 *
 * @param setting the patience, the least probability or the greatest entropy (nats) to leave at
 * @param score score of the predictions; 0 to 1, or -1 to 1 for Matthews
 * @param accuracy share of right classes
 * @param meanExitLayer mean of the layers the rows left at, from 1
 */
public record TradeOff(double setting, double score, double accuracy, double meanExitLayer) {

  /**
   * The speed-up as the paper counts it: layers of the whole backbone per layer run.
   *
   * @param layers layers of the whole backbone
   */
  public double speedUp(int layers) {
    return layers / meanExitLayer;
  }
}
