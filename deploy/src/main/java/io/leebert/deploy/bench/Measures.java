package io.leebert.deploy.bench;

import io.leebert.deploy.traffic.LedgerCounts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What was measured of one application, in one round or as the median of several.
 *
 * @param values measured values; what is missing does not apply
 * @param counts lost, doubled, out of order
 */
record Measures(Map<Measure, Double> values, LedgerCounts counts) {

  Measures {
    values = Map.copyOf(values);
  }

  /** A value, or NaN where it does not apply. */
  double get(Measure measure) {
    return values.getOrDefault(measure, Double.NaN);
  }

  /** Value by value the median of the rounds that have one; the counts of all. */
  static Measures median(List<Measures> rounds) {
    Map<Measure, Double> medians = new EnumMap<>(Measure.class);
    for (Measure measure : Measure.values()) {
      List<Double> sorted = new ArrayList<>();
      rounds.stream().map(round -> round.get(measure)).filter(v -> !v.isNaN()).forEach(sorted::add);
      sorted.sort(null);
      if (!sorted.isEmpty()) {
        int size = sorted.size();
        medians.put(measure, (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2);
      }
    }
    return new Measures(
        medians, rounds.stream().map(Measures::counts).reduce(LedgerCounts::plus).orElseThrow());
  }
}
