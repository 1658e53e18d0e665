package io.leebert.trainer.cli;

import io.leebert.trainer.data.Columns;
import io.leebert.trainer.data.DataException;
import io.leebert.trainer.data.DataFormat;
import io.leebert.trainer.data.LabelledFile;
import io.leebert.trainer.data.LabelledTextReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How labelled files are read, as command line options. */
final class DataOptions {

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = FormatConverter.class,
      description = "sst2, mrpc, cola, csv, tsv or jsonl; without it the file's content decides.")
  @Nullable DataFormat format;

  @Option(
      names = "--text-column",
      paramLabel = "NAME",
      description = "Column (or JSON field) of the text, by name or 1-based number.")
  @Nullable String textColumn;

  @Option(
      names = "--pair-column",
      paramLabel = "NAME",
      description = "Column of the second text of a pair task.")
  @Nullable String pairColumn;

  @Option(names = "--label-column", paramLabel = "NAME", description = "Column of the label.")
  @Nullable String labelColumn;

  @Option(
      names = "--no-header",
      description = "The first row of a CSV or TSV file is data; columns go by number.")
  boolean noHeader;

  @Option(
      names = "--skip-bad-rows",
      description = "Count and list rows that cannot be used, instead of stopping.")
  boolean skipBadRows;

  /**
   * Reads a file; bad rows end it, or are listed where the user allows them.
   *
   * @throws io.leebert.trainer.data.DataException naming file and line
   */
  LabelledFile read(Path file, PrintWriter messages) {
    LabelledFile read =
        new LabelledTextReader(format, new Columns(textColumn, pairColumn, labelColumn, !noHeader))
            .read(file);
    if (!skipBadRows) {
      return read.requireNoBadRows();
    }
    if (!read.badRows().isEmpty()) {
      messages.println("skipped " + read.describeBadRows());
      messages.flush();
    }
    if (read.rows().isEmpty()) {
      throw new DataException(file + ": no row of it can be used");
    }
    return read;
  }

  /** A wrong name is a wrong command line, like a wrong number. */
  static final class FormatConverter implements ITypeConverter<DataFormat> {

    @Override
    public DataFormat convert(String flag) {
      try {
        return DataFormat.ofFlag(flag);
      } catch (DataException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
