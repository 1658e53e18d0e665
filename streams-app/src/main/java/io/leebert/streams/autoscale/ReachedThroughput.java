package io.leebert.streams.autoscale;

import java.time.Duration;

/**
 * How much of what the device should do really comes out: learnt while events wait and the device
 * never does, by counting what is forwarded. Reading, tokenizing, committing, and the broker beside
 * them share the processors with the network; no batch's own time shows all of that. For one
 * thread.
 */
final class ReachedThroughput {
  private static final double LEARNING = 0.3;
  private static final double LEAST = 0.2;
  private static final double MOST = 1.5;
  private static final long LONG_ENOUGH = Duration.ofSeconds(1).toNanos();

  /** What was never put to the test again is believed less and less. */
  private static final double FORGETTING_NANOS = Duration.ofMinutes(5).toNanos();

  private final double waitingRows;
  private double share = 1;
  private long begin;
  private long before;
  private double forwarded;
  private boolean counting;
  private int patience = -1;

  /**
   * A share of 1 until something is learnt.
   *
   * @param waitingRows with so many events waiting the device has always something to do
   */
  ReachedThroughput(double waitingRows) {
    this.waitingRows = waitingRows;
  }

  /** The share. */
  double share() {
    return share;
  }

  /**
   * Takes a look.
   *
   * @param now in nanoseconds
   * @param lag events that wait
   * @param forwardedSince events forwarded since the look before
   * @param inForce patience since the look before
   * @param promised events per second that the device should do at that patience, of itself
   */
  void look(long now, double lag, double forwardedSince, int inForce, double promised) {
    if (counting) {
      forwarded += forwardedSince;
    } else if (before > 0) {
      share += (1 - share) * Math.min(1, (now - before) / FORGETTING_NANOS);
    }
    before = now;
    if (lag < waitingRows || inForce != patience) {
      counting = false;
      patience = inForce;
    }
    boolean busy = lag >= waitingRows;
    if (busy && !counting) {
      counting = true;
      begin = now;
      forwarded = 0;
    } else if (busy && now - begin >= LONG_ENOUGH) {
      double ratio = forwarded * 1e9 / (now - begin) / promised;
      share += LEARNING * (Math.max(LEAST, Math.min(MOST, ratio)) - share);
      begin = now;
      forwarded = 0;
    }
  }
}
