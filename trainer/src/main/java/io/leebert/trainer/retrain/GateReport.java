package io.leebert.trainer.retrain;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the candidate and the current model are worth on the same held-out rows.
 *
 * @param passed whether the candidate may be promoted
 * @param reasons one sentence per margin that was missed; empty when it passed
 * @param scores every number by name, for events: {@code candidate.patience-4.accuracy}, {@code
 *     current.patience-4.accuracy}, {@code candidate.class.ham.recall}, ...; shares of 1
 * @param table both tables as text, for people
 */
public record GateReport(
    boolean passed, List<String> reasons, SortedMap<String, Double> scores, String table) {

  /** Copies the collections. */
  public GateReport {
    reasons = List.copyOf(reasons);
    scores = Collections.unmodifiableSortedMap(new TreeMap<>(scores));
  }

  /** One line: passed, or why not. */
  public String summary() {
    return passed ? "not worse than the margins allow" : String.join("; ", reasons);
  }
}
