package io.leebert.streams.topology;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Lets a line about a record be logged now and then, and counts those left out: a flood of records
 * must not become one of lines. Safe for several threads.
 */
public final class SparseLines {
  private final long everyNanos;
  private final LongSupplier nanoClock;
  private long silentUntil;
  private long leftOut;

  /**
   * The first line may come at once.
   *
   * @param every how long it is silent after a line
   */
  public SparseLines(Duration every, LongSupplier nanoClock) {
    this.everyNanos = every.toNanos();
    this.nanoClock = nanoClock;
    this.silentUntil = nanoClock.getAsLong();
  }

  /**
   * There is something to say.
   *
   * @return how many were left out since the line before, or empty when this one is
   */
  public synchronized OptionalLong next() {
    long now = nanoClock.getAsLong();
    if (now - silentUntil < 0) {
      leftOut++;
      return OptionalLong.empty();
    }
    silentUntil = now + everyNanos;
    long others = leftOut;
    leftOut = 0;
    return OptionalLong.of(others);
  }

  /**
   * Those left out in words, such as {@code "; 2 others since the line before"}.
   *
   * @param before what stands before the number
   * @param after what stands after it
   * @return an empty text where there are none
   */
  public static String others(String before, long others, String after) {
    return others == 0 ? "" : before + others + (others == 1 ? " other" : " others") + after;
  }
}
