package io.leebert.streams.autoscale;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the controller remembers from one decision to the next.
 *
 * @param rising since when a higher patience would do, or null while none would
 * @param failures patience values that proved too high, with the load they failed under
 */
public record Memory(@Nullable Rising rising, Map<Integer, Failure> failures) {

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

  /** Copies the map. */
  public Memory {
    failures = Map.copyOf(failures);
  }

  /** Nothing remembered yet. */
  public static Memory empty() {
    return new Memory(null, Map.of());
  }

  Memory withRising(@Nullable Rising next) {
    return new Memory(next, failures);
  }

  Memory withFailure(int patience, Failure failure) {
    Map<Integer, Failure> all = new HashMap<>(failures);
    all.put(patience, failure);
    return new Memory(null, all);
  }
}
