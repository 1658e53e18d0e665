package io.leebert.streams.autoscale;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the controller remembers from one decision to the next.
 *
 * @param rising since when a higher patience would do, or null while none would
 * @param quietNanos since when nothing has waited and patience has not changed, or null while
 *     something does
 * @param trial the last rise while it has to prove itself, or null
 * @param changedNanos when patience last rose or fell, or null
 * @param backNanos when a trial last failed, or null
 * @param failures patience values that proved too high, with the load they failed under
 * @param proven arrivals per second that a patience has carried without a backlog, whatever its
 *     capacity was thought to be
 */
public record Memory(
    @Nullable Rising rising,
    @Nullable Long quietNanos,
    @Nullable Trial trial,
    @Nullable Long changedNanos,
    @Nullable Long backNanos,
    Map<Integer, Failure> failures,
    Map<Integer, Double> proven) {
  private static final double SAME_LOAD = 0.2;
  private static final int MOST_TIMES = 5;

  /**
   * A rise that waits for its time.
   *
   * @param sinceNanos when it began
   * @param patience the lowest patience that would have done ever since
   */
  public record Rising(long sinceNanos, int patience) {}

  /**
   * A patience that was risen to.
   *
   * @param sinceNanos when
   * @param patience the patience
   * @param perSecond arrivals per second at that time
   */
  public record Trial(long sinceNanos, int patience, double perSecond) {}

  /**
   * A patience that was given up.
   *
   * @param nanos when
   * @param perSecond arrivals per second at that time
   * @param times how often in a row under about this load
   */
  public record Failure(long nanos, double perSecond, int times) {}

  /** Copies the maps. */
  public Memory {
    failures = Map.copyOf(failures);
    proven = Map.copyOf(proven);
  }

  /** Nothing remembered yet. */
  public static Memory empty() {
    return new Memory(null, null, null, null, null, Map.of(), Map.of());
  }

  Memory withRising(@Nullable Rising next) {
    return new Memory(next, quietNanos, trial, changedNanos, backNanos, failures, proven);
  }

  Memory withQuiet(@Nullable Long since) {
    return new Memory(rising, since, trial, changedNanos, backNanos, failures, proven);
  }

  Memory withTrialOver() {
    return new Memory(rising, quietNanos, null, changedNanos, backNanos, failures, proven);
  }

  /** Patience falls. */
  Memory fallen(long nanos) {
    return new Memory(null, null, null, nanos, backNanos, failures, proven);
  }

  /** Patience falls because a trial failed. */
  Memory back(long nanos) {
    return new Memory(null, null, null, nanos, nanos, failures, proven);
  }

  /** Patience rises, on trial. */
  Memory risen(Trial next) {
    return new Memory(null, null, next, next.sinceNanos(), backNanos, failures, proven);
  }

  Memory withFailure(int patience, long nanos, double perSecond) {
    Failure before = failures.get(patience);
    boolean again =
        before != null && Math.abs(before.perSecond() - perSecond) <= SAME_LOAD * perSecond;
    int times = again && before != null ? Math.min(MOST_TIMES, before.times() + 1) : 1;
    Map<Integer, Failure> all = new HashMap<>(failures);
    all.put(patience, new Failure(nanos, perSecond, times));
    Map<Integer, Double> others = new HashMap<>(proven);
    others.keySet().removeIf(other -> other >= patience);
    return new Memory(rising, quietNanos, trial, changedNanos, backNanos, all, others);
  }

  Memory withProven(int patience, double perSecond) {
    Map<Integer, Double> all = new HashMap<>(proven);
    all.merge(patience, perSecond, Math::max);
    return new Memory(rising, quietNanos, trial, changedNanos, backNanos, failures, all);
  }
}
