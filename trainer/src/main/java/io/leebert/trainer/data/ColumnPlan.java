package io.leebert.trainer.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a row's parts are, as 0-based positions; {@code textPair} is -1 without a second text.
 *
 * @param width fields that every row must have
 */
record ColumnPlan(int text, int textPair, int label, int width) {

  static final ColumnPlan SST2 = new ColumnPlan(0, -1, 1, 2);
  static final ColumnPlan MRPC = new ColumnPlan(3, 4, 0, 5);
  static final ColumnPlan COLA = new ColumnPlan(3, -1, 1, 4);

  /**
   * Finds the columns of a generic file by its header.
   *
   * @param firstRow the header, or the first data row when {@code columns} says there is none
   * @throws DataException naming the column that is missing and those there are, or the name that
   *     two columns have, or the column that would be two things at once
   */
  static ColumnPlan of(Path file, List<String> firstRow, Columns columns) {
    Finder finder = new Finder(file, columns.header() ? firstRow : List.of(), firstRow.size());
    int text = finder.required(columns.text(), Columns.TEXT_NAMES, "text");
    int label = finder.required(columns.label(), Columns.LABEL_NAMES, "label");
    int pair =
        columns.textPair() == null
            ? finder.usualPair(text, label)
            : finder.required(columns.textPair(), List.of(), "pair");
    finder.requireDifferent(text, label, "the text and the label");
    finder.requireDifferent(pair, label, "the second text and the label");
    finder.requireDifferent(pair, text, "the text and the second text");
    return new ColumnPlan(text, pair, label, firstRow.size());
  }

  /** Looks columns up in a header; without one only numbers are found. */
  private record Finder(Path file, List<String> header, int width) {

    int required(@Nullable String wanted, List<String> usual, String part) {
      int found = wanted == null ? usual(usual, part) : named(wanted, part);
      if (found < 0) {
        throw new DataException(
            file
                + ":1: no "
                + part
                + " column "
                + (wanted == null ? "called one of " + usual : "'" + wanted + "'")
                + ", found "
                + (header.isEmpty() ? width + " columns without a header" : header)
                + " (--"
                + part
                + "-column names it, or gives its number)");
      }
      return found;
    }

    /** A column called as second texts usually are, unless the user made it something else. */
    int usualPair(int text, int label) {
      int found = usual(Columns.PAIR_NAMES, "pair");
      return found == text || found == label ? -1 : found;
    }

    void requireDifferent(int one, int other, String parts) {
      if (one == other) {
        throw new DataException(
            file
                + ":1: "
                + parts
                + " cannot both be column "
                + (one + 1)
                + (header.isEmpty() ? "" : " '" + header.get(one) + "'"));
      }
    }

    private int named(String wanted, String part) {
      if (header.contains(wanted)) {
        return only(header, wanted, part);
      }
      if (wanted.matches("[1-9][0-9]{0,3}")) {
        int number = Integer.parseInt(wanted);
        return number <= width ? number - 1 : -1;
      }
      return -1;
    }

    private int usual(List<String> names, String part) {
      List<String> lower =
          header.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
      return names.stream()
          .filter(lower::contains)
          .findFirst()
          .map(name -> only(lower, name, part))
          .orElse(-1);
    }

    /** Taking the first of two columns of one name would be a guess. */
    private int only(List<String> names, String name, String part) {
      int first = names.indexOf(name);
      int last = names.lastIndexOf(name);
      if (first != last) {
        throw new DataException(
            file
                + ":1: columns "
                + (first + 1)
                + " and "
                + (last + 1)
                + " are both called '"
                + name
                + "' (--"
                + part
                + "-column takes a number, too)");
      }
      return first;
    }
  }
}
