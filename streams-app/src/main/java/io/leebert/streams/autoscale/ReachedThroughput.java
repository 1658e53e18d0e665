package io.leebert.streams.autoscale;

import java.time.Duration;

/**
 * How much of what the device should do really comes out: learnt while events wait and the device
 * never does, by counting what is forwarded. Events that wait elsewhere (a broker that pauses, a
 * rebalance, a slow commit) leave the batcher dry and say nothing about the device. Reading,
 * tokenizing, committing, and the broker beside them share the processors with the network; no
 * batch's own time shows all of that. For one thread.
 */
final class ReachedThroughput {
  private static final double LEARNING = 0.3;
  private static final double LEAST = 0.2;
  private static final double MOST = 1.5;
  private static final long LONG_ENOUGH = Duration.ofSeconds(1).toNanos();

  /** What was never put to the test again is believed less and less. */
  private static final double FORGETTING_NANOS = Duration.ofMinutes(5).toNanos();

  private final double enough;
  private double share = 1;
  private long begin;
  private long before;
  private double forwarded;
  private boolean counting;
  private int patience = -1;

  /**
   * A share of 1 until something is learnt.
   *
   * @param enough with so many events behind, rows in the batcher are no chance of the moment
   */
  ReachedThroughput(double enough) {
    this.enough = enough;
  }

  /** The share. */
  double share() {
    return share;
  }

  /**
   * Takes a look.
   *
   * @param now in nanoseconds
   * @param lag events that have arrived and are not forwarded
   * @param waiting rows that wait in the batcher, now
   * @param forwardedSince events forwarded since the look before
   * @param inForce patience since the look before
   * @param promised events per second that the device should do at that patience, of itself
   */
  void look(
      long now, double lag, int waiting, double forwardedSince, int inForce, double promised) {
    if (counting) {
      forwarded += forwardedSince;
    } else if (before > 0) {
      share += (1 - share) * Math.min(1, (now - before) / FORGETTING_NANOS);
    }
    before = now;
    boolean busy = lag >= enough && waiting > 0;
    if (!busy || inForce != patience) {
      counting = false;
      patience = inForce;
    }
    if (busy && !counting) {
      counting = true;
      begin = now;
      forwarded = 0;
    } else if (busy && now - begin >= LONG_ENOUGH && forwarded > 0) {
      // One batch may take longer than a second: until it is out, the second goes on.
      double ratio = forwarded * 1e9 / (now - begin) / promised;
      share += LEARNING * (Math.max(LEAST, Math.min(MOST, ratio)) - share);
      begin = now;
      forwarded = 0;
    }
  }
}
