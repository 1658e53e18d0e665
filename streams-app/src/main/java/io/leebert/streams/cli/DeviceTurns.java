package io.leebert.streams.cli;

import io.leebert.streams.autoscale.CostProfile;
import io.leebert.streams.batch.MicroBatcher;
import io.leebert.streams.inference.InferenceException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Has a new model's first runs done on the device's thread, each between two batches, and while
 * events wait leaves the device to them for some time after each. For one thread.
 */
final class DeviceTurns implements UnaryOperator<Supplier<CostProfile.Run>> {
  private static final Duration AT_MOST = Duration.ofMinutes(2);

  /** A fifth of the device is enough for what nobody waits for. */
  private static final int PAUSES = 4;

  private final MicroBatcher batcher;
  private final LongSupplier nanoClock;
  private final BooleanSupplier wanted;
  private long longestNanos;

  /**
   * Turns on a batcher's device.
   *
   * @param wanted false once nobody wants the model any more
   */
  DeviceTurns(MicroBatcher batcher, LongSupplier nanoClock, BooleanSupplier wanted) {
    this.batcher = batcher;
    this.nanoClock = nanoClock;
    this.wanted = wanted;
  }

  @Override
  public Supplier<CostProfile.Run> apply(Supplier<CostProfile.Run> work) {
    return () -> {
      if (!wanted.getAsBoolean()) {
        throw new SupersededException();
      }
      CostProfile.Run run = take(work);
      longestNanos = Math.max(longestNanos, run.nanos());
      if (batcher.waiting() > 0) {
        pause(PAUSES * run.nanos());
      }
      return run;
    };
  }

  private CostProfile.Run take(Supplier<CostProfile.Run> work) {
    try {
      return batcher.between(work, AT_MOST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InferenceException("interrupted while warming up", e);
    }
  }

  private void pause(long nanos) {
    long end = nanoClock.getAsLong() + nanos;
    for (long left = nanos; left > 0 && !Thread.currentThread().isInterrupted(); ) {
      LockSupport.parkNanos(left);
      left = end - nanoClock.getAsLong();
    }
  }

  /** The longest that the device was taken away from events at once. */
  long longestNanos() {
    return longestNanos;
  }
}
