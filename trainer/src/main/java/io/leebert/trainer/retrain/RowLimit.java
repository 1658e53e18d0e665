package io.leebert.trainer.retrain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Draws at most so many rows: of every label its share in all rows, but not so few that nothing can
 * be learned of a rare one. The draw follows the hash of the text, so that the rows that are drawn
 * change little from one retraining to the next.
 */
final class RowLimit {

  private RowLimit() {}

  /**
   * The rows that are drawn, in the order they have.
   *
   * @param rows in the order of {@link Sample#ORDER}
   */
  static List<Sample> of(List<Sample> rows, DataRules rules) {
    if (rules.maxRows() == 0 || rules.maxRows() >= rows.size()) {
      return rows;
    }
    // Both parts apart: the lowest hashes are all held out.
    List<Sample> drawn = new ArrayList<>();
    for (boolean heldOut : new boolean[] {true, false}) {
      double part = heldOut ? rules.heldOutShare() : 1 - rules.heldOutShare();
      Map<String, List<Sample>> byLabel = new TreeMap<>();
      int count = 0;
      for (Sample row : rows) {
        if (TextHash.heldOut(row.hash(), rules.heldOutShare()) == heldOut) {
          byLabel.computeIfAbsent(row.label(), unused -> new ArrayList<>()).add(row);
          count++;
        }
      }
      double kept = Math.min(1, rules.maxRows() * part / count);
      double least = rules.leastRowsPerLabel() * part;
      byLabel.values().forEach(label -> drawn.addAll(lowest(label, kept, least)));
    }
    drawn.sort(Sample.ORDER);
    return drawn;
  }

  private static List<Sample> lowest(List<Sample> rows, double share, double least) {
    long wanted = Math.max((long) (rows.size() * share), Math.max(1, Math.round(least)));
    return rows.subList(0, (int) Math.min(rows.size(), wanted));
  }
}
