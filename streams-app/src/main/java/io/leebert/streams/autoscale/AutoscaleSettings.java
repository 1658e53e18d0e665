package io.leebert.streams.autoscale;

import java.time.Duration;

/**
 * How patience follows the load.
 *
 * @param leastPatience smallest patience that may be chosen
 * @param mostPatience largest patience that may be chosen
 * @param lagTarget how old an event may get before its prediction
 * @param headroom share of capacity kept free beyond the arrivals, such as 0.2
 * @param hold how long the load must have been low before patience rises
 * @param retry how long a patience that proved too high is not tried again under the same load
 */
public record AutoscaleSettings(
    int leastPatience,
    int mostPatience,
    Duration lagTarget,
    double headroom,
    Duration hold,
    Duration retry) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException naming what does not fit
   */
  public AutoscaleSettings {
    if (leastPatience < 0 || mostPatience < leastPatience) {
      throw new IllegalArgumentException(
          "patience must rise from least to most, found " + leastPatience + " to " + mostPatience);
    }
    if (lagTarget.toMillis() < 1 || hold.isNegative() || retry.isNegative() || !(headroom >= 0)) {
      throw new IllegalArgumentException(
          "a lag target above 0, hold and retry times and a headroom of 0 or more are needed, found "
              + lagTarget
              + ", "
              + hold
              + ", "
              + retry
              + " and "
              + headroom);
    }
  }
}
