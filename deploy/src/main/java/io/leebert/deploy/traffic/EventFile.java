package io.leebert.deploy.traffic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Events from a file or standard input: one text per line, a table with a header (CSV, TSV), or
 * JSON Lines. Reads as it goes, so a pipe may stay open.
 *
 * @param name what to call it in messages
 * @param layout how it is laid out
 * @param columns where to find what
 */
public record EventFile(String name, Layout layout, Columns columns) {
  /** What programs for tables begin a file in UTF-8 with; it is no part of any text. */
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /** How a file of events is laid out. */
  public enum Layout {
    /** One text per line; empty lines are no events. */
    LINES,
    /** Comma-separated with a header, RFC 4180 quotes. */
    CSV,
    /** Tab-separated with a header, no quotes. */
    TSV,
    /** One JSON object per line. */
    JSONL;

    /** The layout a file's name stands for: lines unless the ending says otherwise. */
    public static Layout of(String fileName) {
      String name = fileName.toLowerCase(Locale.ROOT);
      if (name.endsWith(".csv")) {
        return CSV;
      }
      if (name.endsWith(".tsv")) {
        return TSV;
      }
      return name.endsWith(".jsonl") || name.endsWith(".ndjson") ? JSONL : LINES;
    }
  }

  /**
   * Columns (or JSON fields) by name; null where there is none to be read.
   *
   * @param text the text
   * @param secondText second text of a pair
   * @param id the event's id
   * @param key the record's key
   * @param label the true label
   */
  public record Columns(
      String text,
      @Nullable String secondText,
      @Nullable String id,
      @Nullable String key,
      @Nullable String label) {}

  /**
   * Reads all events.
   *
   * @return how many there were
   * @throws EventFileException naming the line and what is wrong with it
   */
  public long read(Reader source, Consumer<OutgoingEvent> events) {
    try {
      BufferedReader reader = withoutMark(source);
      return switch (layout) {
        case LINES -> lines(reader, events, false);
        case JSONL -> lines(reader, events, true);
        case CSV -> table(reader, CSVFormat.RFC4180, events);
        case TSV -> table(reader, CSVFormat.TDF.builder().setQuote(null).get(), events);
      };
    } catch (IOException | UncheckedIOException e) {
      throw new EventFileException("cannot read " + name + ": " + e.getMessage(), e);
    }
  }

  private static BufferedReader withoutMark(Reader source) throws IOException {
    BufferedReader reader = new BufferedReader(source);
    reader.mark(1);
    if (reader.read() != BYTE_ORDER_MARK) {
      reader.reset();
    }
    return reader;
  }

  private long lines(BufferedReader reader, Consumer<OutgoingEvent> events, boolean json)
      throws IOException {
    long count = 0;
    long number = 0;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      number++;
      if (!line.isBlank()) {
        events.accept(json ? object(line, number) : OutgoingEvent.of(null, line, null));
        count++;
      }
    }
    return count;
  }

  private OutgoingEvent object(String line, long number) {
    JsonNode node;
    try {
      node = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new EventFileException(
          at(number) + "expected a JSON object: " + e.getOriginalMessage(), e);
    }
    String text = field(node, columns.text(), number);
    if (text == null) {
      throw new EventFileException(at(number) + "no field \"" + columns.text() + "\"", null);
    }
    return new OutgoingEvent(
        field(node, columns.key(), number),
        text,
        field(node, columns.secondText(), number),
        field(node, columns.id(), number),
        field(node, columns.label(), number),
        null);
  }

  private @Nullable String field(JsonNode node, @Nullable String field, long number) {
    JsonNode value = field == null ? null : node.get(field);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isValueNode()) {
      throw new EventFileException(
          at(number) + "field \"" + field + "\" must be a text, found " + value.getNodeType(),
          null);
    }
    return value.asText();
  }

  private long table(Reader source, CSVFormat format, Consumer<OutgoingEvent> events)
      throws IOException {
    CSVFormat withHeader =
        format
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreEmptyLines(true)
            // Data frames write the numbers of their rows into a column without a name.
            .setAllowMissingColumnNames(true)
            .get();
    try (CSVParser parser = CSVParser.parse(source, withHeader)) {
      require(parser, columns.text());
      require(parser, columns.secondText());
      require(parser, columns.id());
      require(parser, columns.key());
      require(parser, columns.label());
      long count = 0;
      for (CSVRecord row : parser) {
        String text = cell(row, columns.text());
        if (text == null) {
          throw new EventFileException(
              at(parser.getCurrentLineNumber())
                  + "the row ends before column \""
                  + columns.text()
                  + "\"",
              null);
        }
        events.accept(
            new OutgoingEvent(
                cell(row, columns.key()),
                text,
                cell(row, columns.secondText()),
                cell(row, columns.id()),
                cell(row, columns.label()),
                null));
        count++;
      }
      return count;
    }
  }

  private void require(CSVParser parser, @Nullable String column) {
    if (column != null && !parser.getHeaderNames().contains(column)) {
      throw new EventFileException(
          name + " has no column \"" + column + "\", only " + parser.getHeaderNames(), null);
    }
    if (column != null && Collections.frequency(parser.getHeaderNames(), column) > 1) {
      throw new EventFileException(
          name + " has the column \"" + column + "\" more than once: " + parser.getHeaderNames(),
          null);
    }
  }

  private static @Nullable String cell(CSVRecord row, @Nullable String column) {
    return column != null && row.isSet(column) ? row.get(column) : null;
  }

  private String at(long line) {
    return name + ":" + line + ": ";
  }
}
