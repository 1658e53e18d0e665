package io.leebert.trainer.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes rows as fields and sorts them into good and bad ones. */
final class RowCollector {

  private final Path file;
  private final DataFormat format;
  private final List<LabelledRow> rows = new ArrayList<>();
  private final List<BadRow> badRows = new ArrayList<>();

  /**
   * A collector.
   *
   * @param format what the file is read as; GLUE's three sets have no labels but 0 and 1
   */
  RowCollector(Path file, DataFormat format) {
    this.file = file;
    this.format = format;
  }

  void bad(long line, String problem) {
    badRows.add(new BadRow(file, line, problem));
  }

  void fields(long line, List<String> fields, ColumnPlan plan) {
    if (fields.size() != plan.width()) {
      bad(
          line,
          "expected "
              + plan.width()
              + " fields, found "
              + fields.size()
              + (fields.size() == 1 && fields.get(0).isBlank() ? " (an empty line)" : ""));
      return;
    }
    String pair = plan.textPair() < 0 ? null : fields.get(plan.textPair());
    row(line, fields.get(plan.text()), pair, fields.get(plan.label()));
  }

  void row(long line, String text, @Nullable String textPair, String label) {
    String trimmed = label.strip();
    if (text.isBlank()) {
      bad(line, "the text is empty");
    } else if (textPair != null && textPair.isBlank()) {
      bad(line, "the second text is empty");
    } else if (trimmed.isEmpty()) {
      bad(line, "the label is empty");
    } else if (trimmed.codePoints().anyMatch(RowCollector::isHalf)) {
      // It would be trained, and fail where a report or a bundle is written.
      bad(
          line,
          "the label holds half a character (a lone surrogate), which no file can carry in UTF-8");
    } else if (format.isGlue() && !trimmed.equals("0") && !trimmed.equals("1")) {
      bad(
          line,
          "expected label 0 or 1, found '"
              + trimmed
              + "'"
              + (format == DataFormat.SST2 ? " (--format tsv takes any)" : ""));
    } else {
      rows.add(new LabelledRow(text, textPair, trimmed, line));
    }
  }

  /** Whole pairs of surrogates are one code point: what is still one lacks the other half. */
  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  /** Everything that was taken; a second text is what all rows have, or none. */
  LabelledFile collected(String sha256, Columns columns) {
    if (rows.isEmpty() && badRows.isEmpty()) {
      throw new DataException(file + ": no rows, only a header");
    }
    if (rows.stream().anyMatch(row -> row.textPair() != null)) {
      for (LabelledRow row : rows) {
        if (row.textPair() == null) {
          bad(row.line(), "no second text, but other rows have one");
        }
      }
      rows.removeIf(row -> row.textPair() == null);
      badRows.sort(Comparator.comparingLong(BadRow::line));
    }
    return new LabelledFile(file, format, rows, badRows, sha256, columns);
  }
}
