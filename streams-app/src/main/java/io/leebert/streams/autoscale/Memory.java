package io.leebert.streams.autoscale;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the controller remembers from one decision to the next.
 *
 * @param rising since when a higher patience would do, or null while none would
 * @param failures patience values that proved too high, with the load they failed under
 * @param proven arrivals per second that a patience has carried without a backlog, whatever its
 *     capacity was thought to be
 */
public record Memory(
    @Nullable Rising rising, Map<Integer, Failure> failures, Map<Integer, Double> proven) {

  /**
   * A rise that waits for its time.
   *
   * @param sinceNanos when it began
   * @param patience the lowest patience that would have done ever since
   */
  public record Rising(long sinceNanos, int patience) {}

  /**
   * A patience that was given up.
   *
   * @param nanos when
   * @param perSecond arrivals per second at that time
   */
  public record Failure(long nanos, double perSecond) {}

  /** Copies the maps. */
  public Memory {
    failures = Map.copyOf(failures);
    proven = Map.copyOf(proven);
  }

  /** Nothing remembered yet. */
  public static Memory empty() {
    return new Memory(null, Map.of(), Map.of());
  }

  Memory withRising(@Nullable Rising next) {
    return new Memory(next, failures, proven);
  }

  Memory withFailure(int patience, Failure failure) {
    Map<Integer, Failure> all = new HashMap<>(failures);
    all.put(patience, failure);
    Map<Integer, Double> others = new HashMap<>(proven);
    others.remove(patience);
    return new Memory(null, all, others);
  }

  Memory withProven(int patience, double perSecond) {
    Map<Integer, Double> all = new HashMap<>(proven);
    all.merge(patience, perSecond, Math::max);
    return new Memory(rising, failures, all);
  }
}
