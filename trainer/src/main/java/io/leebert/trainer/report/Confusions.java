package io.leebert.trainer.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a confusion matrix says in words: which classes are mixed up, and how well each is found.
 */
final class Confusions {

  /**
   * Rows of one class taken for another.
   *
   * @param gold the class they are
   * @param predicted the class they were taken for
   * @param rows how many
   * @param share of all rows of the class
   */
  record Mistake(int gold, int predicted, int rows, double share) {}

  /**
   * How well a class is found.
   *
   * @param rows rows of the class
   * @param found rows predicted to be of it
   * @param recall share of its rows that were found; NaN where it has none
   * @param precision share of the rows predicted that are of it; NaN where there are none
   */
  record PerClass(int rows, int found, double recall, double precision) {}

  private final int[][] counts;

  Confusions(int[][] counts) {
    this.counts = counts;
  }

  int classes() {
    return counts.length;
  }

  /** Mistakes, most rows first. */
  List<Mistake> mistakes() {
    List<Mistake> mistakes = new ArrayList<>();
    for (int gold = 0; gold < counts.length; gold++) {
      int rows = rows(gold);
      for (int predicted = 0; predicted < counts.length; predicted++) {
        int count = counts[gold][predicted];
        if (gold != predicted && count > 0) {
          mistakes.add(new Mistake(gold, predicted, count, count / (double) rows));
        }
      }
    }
    mistakes.sort(
        Comparator.comparingInt(Mistake::rows)
            .thenComparingDouble(Mistake::share)
            .reversed()
            .thenComparingInt(Mistake::gold)
            .thenComparingInt(Mistake::predicted));
    return mistakes;
  }

  PerClass of(int label) {
    int rows = rows(label);
    int found = IntStream.range(0, counts.length).map(gold -> counts[gold][label]).sum();
    double right = counts[label][label];
    return new PerClass(
        rows,
        found,
        rows == 0 ? Double.NaN : right / rows,
        found == 0 ? Double.NaN : right / found);
  }

  /** Share of a class's rows that were taken for another, {@code [gold][predicted]}; NaN: none. */
  double share(int gold, int predicted) {
    int rows = rows(gold);
    return rows == 0 ? Double.NaN : counts[gold][predicted] / (double) rows;
  }

  int count(int gold, int predicted) {
    return counts[gold][predicted];
  }

  /** The classes with the most rows in mistakes, in the order of their numbers. */
  List<Integer> worst(int most) {
    return IntStream.range(0, counts.length)
        .boxed()
        .sorted(Comparator.comparingInt((Integer label) -> -wrong(label)).thenComparing(l -> l))
        .limit(most)
        .sorted()
        .toList();
  }

  private int wrong(int label) {
    PerClass per = of(label);
    return per.rows() + per.found() - 2 * counts[label][label];
  }

  private int rows(int gold) {
    return IntStream.of(counts[gold]).sum();
  }
}
