package io.leebert.trainer.search;

import io.leebert.trainer.data.TokenizedRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Rows dealt into folds, each with about the same share of every class. */
public final class Folds {

  private final List<List<TokenizedRow>> folds;

  private Folds(List<List<TokenizedRow>> folds) {
    this.folds = folds;
  }

  /**
   * Deals them.
   *
   * @throws IllegalArgumentException for fewer than 2 folds, or fewer than 4 rows in each
   */
  public static Folds of(List<TokenizedRow> rows, int count, Random random) {
    if (count < 2 || rows.size() < 4 * count) {
      throw new IllegalArgumentException(
          "cross-validation needs at least 2 folds of 4 rows, found "
              + count
              + " folds for "
              + rows.size()
              + " rows");
    }
    Map<Integer, List<TokenizedRow>> classes = new TreeMap<>();
    for (TokenizedRow row : rows) {
      classes.computeIfAbsent(row.gold(), k -> new ArrayList<>()).add(row);
    }
    List<List<TokenizedRow>> folds = new ArrayList<>();
    for (int fold = 0; fold < count; fold++) {
      folds.add(new ArrayList<>());
    }
    int next = 0;
    for (List<TokenizedRow> ofOneClass : classes.values()) {
      Collections.shuffle(ofOneClass, random);
      for (TokenizedRow row : ofOneClass) {
        folds.get(next % count).add(row);
        next++;
      }
    }
    return new Folds(folds);
  }

  /** How many there are. */
  public int count() {
    return folds.size();
  }

  /** The rows of one fold, counted from 0: what its model is scored on. */
  public List<TokenizedRow> heldOut(int fold) {
    return List.copyOf(folds.get(fold));
  }

  /** The rows of all other folds: what its model learns from. */
  public List<TokenizedRow> train(int fold) {
    List<TokenizedRow> others = new ArrayList<>();
    for (int other = 0; other < folds.size(); other++) {
      if (other != fold) {
        others.addAll(folds.get(other));
      }
    }
    return others;
  }
}
