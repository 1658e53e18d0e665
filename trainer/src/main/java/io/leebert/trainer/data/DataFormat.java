package io.leebert.trainer.data;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The file formats that are read. TSV has no quoting: a double quote in it is text. */
public enum DataFormat {
  /** GLUE's SST-2: tab-separated, header {@code sentence, label}, labels 0 and 1. */
  SST2,
  /**
   * GLUE's MRPC: tab-separated pairs, header {@code Quality, #1 ID, #2 ID, #1 String, #2 String}.
   */
  MRPC,
  /** GLUE's CoLA: tab-separated without a header: source, label, original mark, sentence. */
  COLA,
  /** Comma-separated as RFC 4180 has it, quoted fields may hold line breaks. */
  CSV,
  /** Tab-separated without quoting. */
  TSV,
  /** One JSON object per line. */
  JSONL;

  /** The name as the command line has it: sst2, mrpc, cola, csv, tsv, jsonl. */
  public String flag() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The format of a command line name.
   *
   * @throws DataException listing the names there are
   */
  public static DataFormat ofFlag(String flag) {
    for (DataFormat format : values()) {
      if (format.flag().equals(flag.toLowerCase(Locale.ROOT).replace("-", ""))) {
        return format;
      }
    }
    throw new DataException(
        "unknown format '"
            + flag
            + "', expected one of "
            + Arrays.stream(values()).map(DataFormat::flag).collect(Collectors.joining(", ")));
  }

  /** True for GLUE's own files: their columns are fixed and their labels are 0 and 1. */
  public boolean isGlue() {
    return this == SST2 || this == MRPC || this == COLA;
  }
}
