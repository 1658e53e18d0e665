package io.leebert.trainer.data;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which columns (or JSON fields) of a generic file hold what.
 *
 * <p>A column is a header name, or a 1-based number. Null means: look for a usual name.
 *
 * @param text the text's column
 * @param textPair the second text's column
 * @param label the label's column
 * @param header false when the first row of a CSV or TSV file is data already
 */
public record Columns(
    @Nullable String text, @Nullable String textPair, @Nullable String label, boolean header) {

  /** Names that a text column usually has, the likeliest first. */
  static final List<String> TEXT_NAMES =
      List.of("text", "sentence", "sentence1", "message", "question1", "premise", "utterance");

  /** Names that a second text's column usually has. */
  static final List<String> PAIR_NAMES =
      List.of("text_pair", "textpair", "text2", "sentence2", "question2", "hypothesis");

  /** Names that a label column usually has. */
  static final List<String> LABEL_NAMES = List.of("label", "category", "class", "intent", "target");

  /** Usual names, with a header. */
  public static Columns usual() {
    return new Columns(null, null, null, true);
  }

  /** What was asked for by name, for provenance; nothing where the usual columns do. */
  public Map<String, String> described() {
    Map<String, String> map = new TreeMap<>();
    put(map, "textColumn", text);
    put(map, "pairColumn", textPair);
    put(map, "labelColumn", label);
    put(map, "header", header ? null : "false");
    return map;
  }

  private static void put(Map<String, String> map, String name, @Nullable String value) {
    if (value != null) {
      map.put(name, value);
    }
  }
}
