package io.leebert.trainer.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes rows as fields and sorts them into good and bad ones. */
final class RowCollector {

  private final Path file;
  private final boolean binaryLabels;
  private final List<LabelledRow> rows = new ArrayList<>();
  private final List<BadRow> badRows = new ArrayList<>();

  /**
   * A collector.
   *
   * @param binaryLabels true when only 0 and 1 are labels, as in GLUE's three sets
   */
  RowCollector(Path file, boolean binaryLabels) {
    this.file = file;
    this.binaryLabels = binaryLabels;
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
    } else if (binaryLabels && !trimmed.equals("0") && !trimmed.equals("1")) {
      bad(line, "expected label 0 or 1, found '" + trimmed + "'");
    } else {
      rows.add(new LabelledRow(text, textPair, trimmed, line));
    }
  }

  LabelledFile collected(DataFormat format, String sha256) {
    if (rows.isEmpty() && badRows.isEmpty()) {
      throw new DataException(file + ": no rows, only a header");
    }
    return new LabelledFile(file, format, rows, badRows, sha256);
  }
}
