package io.leebert.trainer.data;

import java.nio.file.Path;
import java.util.List;

/**
 * A file that has been read: its good rows, its bad rows, and what identifies it.
 *
 * @param file where it was
 * @param format the format it was read as
 * @param rows the rows that can be used, in file order
 * @param badRows the rows that cannot, in file order
 * @param sha256 digest of the file's bytes, lower-case hexadecimal
 * @param columns which columns were asked for
 */
public record LabelledFile(
    Path file,
    DataFormat format,
    List<LabelledRow> rows,
    List<BadRow> badRows,
    String sha256,
    Columns columns) {

  private static final int LISTED = 10;

  /** Copies the lists. */
  public LabelledFile {
    rows = List.copyOf(rows);
    badRows = List.copyOf(badRows);
  }

  /** True when any row has a second text. */
  public boolean hasPairs() {
    return rows.stream().anyMatch(row -> row.textPair() != null);
  }

  /**
   * This file, if every row of it is good.
   *
   * @throws DataException naming the first bad rows by file and line
   */
  public LabelledFile requireNoBadRows() {
    if (!badRows.isEmpty()) {
      throw new DataException(describeBadRows() + "\n(--skip-bad-rows trains on the others)");
    }
    return this;
  }

  /** The bad rows, counted, the first of them listed. */
  public String describeBadRows() {
    StringBuilder text = new StringBuilder();
    text.append(file).append(": ").append(badRows.size());
    text.append(badRows.size() == 1 ? " bad row of " : " bad rows of ");
    text.append(rows.size() + badRows.size());
    badRows.stream().limit(LISTED).forEach(row -> text.append("\n  ").append(row));
    if (badRows.size() > LISTED) {
      text.append("\n  and ").append(badRows.size() - LISTED).append(" more");
    }
    return text.toString();
  }
}
