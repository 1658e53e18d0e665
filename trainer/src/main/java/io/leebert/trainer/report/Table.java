package io.leebert.trainer.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Numbers in rows, for a page, a terminal or a Markdown file.
 *
 * @param caption what it shows
 * @param words how many of the columns, from the left, hold words; the others hold numbers
 * @param head names of the columns
 * @param rows the cells, as many per row as there are names
 * @param marked index of the row to stand out; -1 for none
 */
record Table(String caption, int words, List<String> head, List<List<String>> rows, int marked) {

  Table {
    head = List.copyOf(head);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != head.size()) {
        throw new IllegalArgumentException(
            "a row of '"
                + caption
                + "' has "
                + row.size()
                + " cells, expected "
                + head.size()
                + " as its head");
      }
    }
  }

  Table(String caption, int words, List<String> head, List<List<String>> rows) {
    this(caption, words, head, rows, -1);
  }

  /** In columns of equal width, words to the left, numbers to the right. */
  String text() {
    int[] widths =
        IntStream.range(0, head.size())
            .map(
                column ->
                    Math.max(
                        length(head.get(column)),
                        rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0)))
            .toArray();
    StringBuilder text = new StringBuilder();
    line(text, head, widths);
    rows.forEach(row -> line(text, row, widths));
    return text.toString();
  }

  private void line(StringBuilder text, List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = cells.get(column);
      String space = " ".repeat(widths[column] - length(cell));
      line.append(column == 0 ? "" : "  ");
      line.append(column < words ? cell + space : space + cell);
    }
    text.append(line.toString().stripTrailing()).append(System.lineSeparator());
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** As a Markdown table; what means something in Markdown is escaped. */
  String markdown() {
    StringBuilder text = new StringBuilder();
    text.append(markdownLine(head.stream().map(Table::escaped).toList()));
    text.append(
        markdownLine(
            IntStream.range(0, head.size()).mapToObj(c -> c < words ? "---" : "---:").toList()));
    rows.forEach(row -> text.append(markdownLine(row.stream().map(Table::escaped).toList())));
    return text.toString();
  }

  /** The caption as a line of Markdown. */
  String captionInMarkdown() {
    return escaped(caption);
  }

  private static String markdownLine(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |")) + "\n";
  }

  private static String escaped(String cell) {
    return cell.replaceAll("[\\p{Cntrl}\\s]+", " ")
        .replace("\\", "\\\\")
        .replaceAll("([|*_`<\\[~&])", "\\\\$1");
  }

  /** How many rows it has, in words. */
  String size() {
    return String.format(Locale.ROOT, rows.size() == 1 ? "%d row" : "%d rows", rows.size());
  }
}
