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
   * @throws DataException naming the column that is missing and those there are
   */
  static ColumnPlan of(Path file, List<String> firstRow, Columns columns) {
    List<String> header = columns.header() ? firstRow : List.of();
    int width = firstRow.size();
    int text = position(file, header, width, columns.text(), Columns.TEXT_NAMES, "text");
    int label = position(file, header, width, columns.label(), Columns.LABEL_NAMES, "label");
    int pair =
        columns.textPair() == null
            ? usual(header, Columns.PAIR_NAMES)
            : position(file, header, width, columns.textPair(), List.of(), "pair");
    return new ColumnPlan(text, pair, label, width);
  }

  private static int position(
      Path file,
      List<String> header,
      int width,
      @Nullable String wanted,
      List<String> usual,
      String part) {
    int found = wanted == null ? usual(header, usual) : named(header, width, wanted);
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

  private static int named(List<String> header, int width, String wanted) {
    int exact = header.indexOf(wanted);
    if (exact >= 0) {
      return exact;
    }
    if (wanted.matches("[1-9][0-9]{0,3}")) {
      int number = Integer.parseInt(wanted);
      return number <= width ? number - 1 : -1;
    }
    return -1;
  }

  private static int usual(List<String> header, List<String> names) {
    List<String> lower =
        header.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
    return names.stream()
        .mapToInt(lower::indexOf)
        .filter(position -> position >= 0)
        .findFirst()
        .orElse(-1);
  }
}
