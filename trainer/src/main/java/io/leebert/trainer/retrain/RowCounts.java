package io.leebert.trainer.retrain;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Rows counted by label and part, for messages and refusals. */
final class RowCounts {

  private static final String TRAIN = "train.";
  private static final String HELD_OUT = "heldOut.";

  private final TreeMap<String, Long> counts;
  private final Set<String> labels = new TreeSet<>();

  /** Counts rows by the part that their hash puts them in, beside what was counted before. */
  RowCounts(Map<String, Long> before, List<Sample> rows, double heldOutShare) {
    counts = new TreeMap<>(before);
    counts.putIfAbsent("rows", 0L);
    for (Sample row : rows) {
      labels.add(row.label());
      String part = TextHash.heldOut(row.hash(), heldOutShare) ? HELD_OUT : TRAIN;
      counts.merge(part + row.label(), 1L, Long::sum);
    }
  }

  Set<String> labels() {
    return labels;
  }

  long of(String name) {
    return counts.getOrDefault(name, 0L);
  }

  long train(String label) {
    return of(TRAIN + label);
  }

  long heldOut(String label) {
    return of(HELD_OUT + label);
  }

  RefusedException refused(String reason) {
    return new RefusedException(reason, counts);
  }

  /** All of them, and how many rows there are in the parts. */
  Map<String, Long> with(int train, int heldOut) {
    Map<String, Long> all = new TreeMap<>(counts);
    all.put("train", (long) train);
    all.put("heldOut", (long) heldOut);
    return all;
  }
}
