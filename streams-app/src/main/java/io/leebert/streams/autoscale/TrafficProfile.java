package io.leebert.streams.autoscale;

/**
 * What the events of late are like: how long, how much deeper than the quality profile had it, and
 * how many come with a depth of their own. Safe for several threads.
 */
final class TrafficProfile {
  /** What is known weighs as much as so many rows. */
  private static final double ROWS_REMEMBERED = 144;

  private final int modelLayers;
  private double tokens;
  private double depth = 1;
  private double ownShare;
  private double ownLayer;

  /**
   * One batch.
   *
   * @param rows rows in it
   * @param paddedTokens tokens of the longest row
   * @param followers rows that follow the load
   * @param layers sum of the layers that the followers left at
   * @param expectedLayers the same as the quality profile had it, for their patience
   * @param ownLayers sum of the layers of the other rows, which asked for their own depth
   */
  record Batch(
      int rows,
      int paddedTokens,
      int followers,
      double layers,
      double expectedLayers,
      double ownLayers) {}

  /** A profile that knows nothing yet but this length. */
  TrafficProfile(int modelLayers, double tokens) {
    this.modelLayers = modelLayers;
    this.tokens = tokens;
    this.ownLayer = modelLayers;
  }

  /** What so many rows weigh against all that is known: a small batch tells little. */
  static double weight(int rows) {
    return rows / (rows + ROWS_REMEMBERED);
  }

  synchronized void observe(Batch batch) {
    double weight = weight(batch.rows());
    int others = batch.rows() - batch.followers();
    tokens += weight * (batch.paddedTokens() - tokens);
    ownShare += weight * ((double) others / batch.rows() - ownShare);
    if (batch.followers() > 0) {
      depth += weight(batch.followers()) * (batch.layers() / batch.expectedLayers() - depth);
    }
    if (others > 0) {
      ownLayer += weight(others) * (batch.ownLayers() / others - ownLayer);
    }
  }

  /** Mean length of a row in tokens, padding included. */
  synchronized double tokens() {
    return tokens;
  }

  /**
   * Mean layer that all rows leave at.
   *
   * @param expected where those that follow the load do, by the quality profile
   */
  synchronized double layer(double expected) {
    double real = Math.max(1, Math.min(modelLayers, expected * depth));
    return (1 - ownShare) * real + ownShare * ownLayer;
  }
}
