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
 * When a new model's first runs are done. Beside a model that serves on the processor they run at
 * the same time as its batches, which get slower for a moment and never stop. A GPU runs all on the
 * device's thread: there each has its turn between two batches. While events wait, the device is
 * left to them for some time after each run. For one thread.
 */
final class DeviceTurns implements UnaryOperator<Supplier<CostProfile.Run>> {
  private static final Duration AT_MOST = Duration.ofMinutes(2);

  /** A fifth of the device is enough for what nobody waits for. */
  private static final int PAUSES = 4;

  private final MicroBatcher batcher;
  private final LongSupplier nanoClock;
  private final boolean beside;
  private final BooleanSupplier wanted;
  private long longestNanos;

  /**
   * Turns on a batcher's device.
   *
   * @param beside whether runs need not wait for a turn
   * @param wanted false once nobody wants the model any more
   */
  DeviceTurns(
      MicroBatcher batcher, boolean beside, LongSupplier nanoClock, BooleanSupplier wanted) {
    this.batcher = batcher;
    this.beside = beside;
    this.nanoClock = nanoClock;
    this.wanted = wanted;
  }

  @Override
  public Supplier<CostProfile.Run> apply(Supplier<CostProfile.Run> work) {
    return () -> {
      if (!wanted.getAsBoolean()) {
        throw new SupersededException();
      }
      CostProfile.Run run = beside ? work.get() : take(work);
      if (batcher.waiting() > 0) {
        pause(PAUSES * run.nanos());
      }
      return run;
    };
  }

  private CostProfile.Run take(Supplier<CostProfile.Run> work) {
    try {
      CostProfile.Run run = batcher.between(work, AT_MOST);
      longestNanos = Math.max(longestNanos, run.nanos());
      return run;
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
