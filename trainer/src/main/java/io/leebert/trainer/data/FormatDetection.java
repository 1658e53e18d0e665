package io.leebert.trainer.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Recognizes a format by what is in the file; the name only decides between CSV and TSV. */
final class FormatDetection {

  static final String SST2_HEADER = "sentence\tlabel";
  static final String MRPC_HEADER = "Quality\t#1 ID\t#2 ID\t#1 String\t#2 String";
  private static final int COLA_ROWS = 20;

  private FormatDetection() {}

  /**
   * The format of a file.
   *
   * @throws DataException saying what its first line is and which shapes are known
   */
  static DataFormat detect(Path file, List<TextBytes.Line> lines) {
    if (lines.isEmpty()) {
      throw new DataException(file + ": the file is empty");
    }
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    String first = lines.get(0).text();
    if (first == null) {
      throw new DataException(file + ":1: not UTF-8");
    }
    if (first.stripLeading().startsWith("{")) {
      return DataFormat.JSONL;
    }
    if (first.stripLeading().startsWith("[{") || first.strip().equals("[")) {
      throw new DataException(
          file + ":1: one JSON array, expected JSON Lines: one object on every line");
    }
    if (first.equals(SST2_HEADER)) {
      return DataFormat.SST2;
    }
    if (first.equals(MRPC_HEADER)) {
      return DataFormat.MRPC;
    }
    if (lines.stream().limit(COLA_ROWS).allMatch(FormatDetection::looksLikeCola)) {
      return DataFormat.COLA;
    }
    if (name.endsWith(".tsv") || (first.contains("\t") && !name.endsWith(".csv"))) {
      return DataFormat.TSV;
    }
    if (name.endsWith(".csv") || first.contains(",")) {
      return DataFormat.CSV;
    }
    throw new DataException(
        file
            + ":1: format not recognized, the first line is '"
            + (first.length() > 80 ? first.substring(0, 80) + "..." : first)
            + "'; expected GLUE's SST-2, MRPC or CoLA, JSON Lines, or CSV or TSV with a header"
            + " (--format names one)");
  }

  private static boolean looksLikeCola(TextBytes.Line line) {
    if (line.text() == null) {
      return false;
    }
    String[] fields = line.text().split("\t", -1);
    return fields.length == 4
        && (fields[1].equals("0") || fields[1].equals("1"))
        && (fields[2].isEmpty() || fields[2].equals("*"));
  }
}
