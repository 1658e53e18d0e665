package io.leebert.trainer.data;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads labelled texts from a file: GLUE's SST-2, MRPC and CoLA, and generic CSV, TSV and JSON
 * Lines.
 *
 * <p>A row that cannot be used is never dropped silently: it is listed with its line and problem in
 * {@link LabelledFile#badRows()}.
 */
public final class LabelledTextReader {

  private final @Nullable DataFormat format;
  private final Columns columns;

  /**
   * A reader.
   *
   * @param format the format, or null to recognize it by the file's content
   * @param columns which columns hold what; a file that looks like one of GLUE's is read as generic
   *     TSV when it says anything but {@link Columns#usual()}
   */
  public LabelledTextReader(@Nullable DataFormat format, Columns columns) {
    this.format = format;
    this.columns = columns;
  }

  /**
   * Reads a whole file.
   *
   * @throws DataException when the file is missing, empty, of no known format, lacks a column, or
   *     cannot be read on from some line
   */
  public LabelledFile read(Path file) {
    TextBytes bytes = TextBytes.read(file);
    List<TextBytes.Line> lines = bytes.lines();
    DataFormat as = format == null ? detected(file, lines) : format;
    if (as.isGlue() && namesColumns()) {
      throw new DataException(
          file + ": the columns of format " + as.flag() + " are fixed, --format tsv takes others");
    }
    if (lines.isEmpty()) {
      throw new DataException(file + ": the file is empty");
    }
    RowCollector collector = new RowCollector(file, as);
    switch (as) {
      case SST2 -> readGlue(file, lines, FormatDetection.SST2_HEADER, ColumnPlan.SST2, collector);
      case MRPC -> readGlue(file, lines, FormatDetection.MRPC_HEADER, ColumnPlan.MRPC, collector);
      case COLA -> readTabs(lines, 0, ColumnPlan.COLA, collector);
      case TSV -> readTsv(file, lines, collector);
      case CSV -> readCsv(file, bytes.text(), collector);
      case JSONL -> new JsonRows(columns).read(lines, collector);
    }
    return collector.collected(bytes.sha256(), columns);
  }

  private DataFormat detected(Path file, List<TextBytes.Line> lines) {
    DataFormat detected = FormatDetection.detect(file, lines);
    return detected.isGlue() && namesColumns() ? DataFormat.TSV : detected;
  }

  private boolean namesColumns() {
    return !columns.equals(Columns.usual());
  }

  private static void readGlue(
      Path file,
      List<TextBytes.Line> lines,
      String header,
      ColumnPlan plan,
      RowCollector collector) {
    String first = lines.get(0).text();
    if (!header.equals(first)) {
      throw new DataException(
          file + ":1: expected the header '" + header + "', found '" + first + "'");
    }
    readTabs(lines, 1, plan, collector);
  }

  private void readTsv(Path file, List<TextBytes.Line> lines, RowCollector collector) {
    String first = lines.get(0).text();
    if (first == null) {
      throw new DataException(file + ":1: not UTF-8");
    }
    ColumnPlan plan = ColumnPlan.of(file, List.of(first.split("\t", -1)), columns);
    readTabs(lines, columns.header() ? 1 : 0, plan, collector);
  }

  private static void readTabs(
      List<TextBytes.Line> lines, int from, ColumnPlan plan, RowCollector collector) {
    for (TextBytes.Line line : lines.subList(from, lines.size())) {
      if (line.text() == null) {
        collector.bad(line.number(), "not UTF-8");
      } else {
        collector.fields(line.number(), List.of(line.text().split("\t", -1)), plan);
      }
    }
  }

  private void readCsv(Path file, String text, RowCollector collector) {
    long line = 1;
    try (CSVParser parser =
        CSVFormat.RFC4180
            .builder()
            .setIgnoreEmptyLines(false)
            .get()
            .parse(new StringReader(text))) {
      Iterator<CSVRecord> records = parser.iterator();
      ColumnPlan plan = null;
      while (records.hasNext()) {
        List<String> fields = records.next().toList();
        boolean header = plan == null && columns.header();
        plan = plan == null ? ColumnPlan.of(file, fields, columns) : plan;
        if (!header) {
          collector.fields(line, fields, plan);
        }
        line = parser.getCurrentLineNumber() + 1;
      }
    } catch (UncheckedIOException | IOException e) {
      throw new DataException(
          file
              + ":"
              + line
              + ": not readable as CSV from here on, is a quote left open? ("
              + e.getMessage()
              + ")");
    }
  }
}
