package io.leebert.streams.batch;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts rows that are sorted by length into batches so that little is spent on padding: the cheapest
 * cut, where a batch costs its rows times its longest row, plus something of its own.
 */
final class LengthSplit {
  private LengthSplit() {}

  /**
   * Finds the cheapest cut.
   *
   * @param lengths tokens of every row, shortest first
   * @param mostRows most rows in a batch
   * @param mostTokens most tokens in a batch, padding included; a single row may have more
   * @param overhead what a batch costs of its own, in tokens
   * @return where each batch ends: index after its last row; the last one is the number of rows
   */
  static List<Integer> ends(int[] lengths, int mostRows, int mostTokens, int overhead) {
    int rows = lengths.length;
    long[] cost = new long[rows + 1];
    int[] end = new int[rows];
    for (int from = rows - 1; from >= 0; from--) {
      cost[from] = Long.MAX_VALUE;
      for (int to = from + 1; to <= rows && to - from <= mostRows; to++) {
        long cells = (long) (to - from) * lengths[to - 1];
        if (to > from + 1 && cells > mostTokens) {
          break;
        }
        long all = overhead + cells + cost[to];
        // On a tie the larger batch first: fewer rows wait for another.
        if (all <= cost[from]) {
          cost[from] = all;
          end[from] = to;
        }
      }
    }
    List<Integer> ends = new ArrayList<>();
    for (int from = 0; from < rows; from = end[from]) {
      ends.add(end[from]);
    }
    return ends;
  }
}
