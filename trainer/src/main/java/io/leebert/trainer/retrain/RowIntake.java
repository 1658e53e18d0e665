package io.leebert.trainer.retrain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes rows as they come: sets aside and counts those that cannot be used, and keeps the latest
 * label of every text. What is kept and counted depends on the rows, not on how they arrive: reads
 * of several partitions mix them differently every time.
 */
final class RowIntake {

  private static final int LISTED = 10;

  /** The row that counts, and whether others of its text say something else. */
  private record Kept(Labelled row, boolean disputed) {}

  private final Map<String, Kept> latest = new HashMap<>();
  private final TreeMap<String, Long> counts = new TreeMap<>();
  private final List<String> examples = new ArrayList<>();

  /** A row of the topic or of a file. */
  void add(Labelled row) {
    count("rows");
    if (row.text().isBlank()) {
      leaveOut("blankText", row.origin(), "the text is blank");
    } else if (row.secondText() != null && row.secondText().isBlank()) {
      leaveOut("blankSecondText", row.origin(), "the second text is blank");
    } else if (row.label().isBlank()) {
      leaveOut("blankLabel", row.origin(), "the label is blank");
    } else {
      keep(row);
    }
  }

  /** A row that its file could not be read to the end of. */
  void unreadable(String origin, String problem) {
    count("rows");
    leaveOut("unreadable", origin, problem);
  }

  private void keep(Labelled row) {
    String key = TextHash.key(row.text(), row.secondText());
    Kept before = latest.get(key);
    if (before == null) {
      latest.put(key, new Kept(row, false));
      return;
    }
    count("repeated");
    boolean differs = !before.row().label().strip().equals(row.label().strip());
    if (differs && !before.disputed()) {
      count("relabelled");
    }
    latest.put(
        key,
        new Kept(isLater(row, before.row()) ? row : before.row(), differs || before.disputed()));
  }

  private static boolean isLater(Labelled row, Labelled before) {
    if (row.timestamp() != before.timestamp()) {
      return row.timestamp() > before.timestamp();
    }
    if (row.timestamp() == Labelled.OF_FILES) {
      return true; // Files are read in one order always.
    }
    // A longer offset is a higher one; partitions have no order, but this is always the same.
    int longer = Integer.compare(row.origin().length(), before.origin().length());
    return (longer != 0 ? longer : row.origin().compareTo(before.origin())) >= 0;
  }

  private void leaveOut(String kind, String origin, String problem) {
    count("leftOut." + kind);
    if (examples.size() < LISTED) {
      examples.add(origin + ": " + problem);
    }
  }

  private void count(String name) {
    counts.merge(name, 1L, Long::sum);
  }

  /**
   * Everything that can be used, in an order that depends on the texts only.
   *
   * @param pairs whether rows should be pairs: the current model's way; null for that of most rows
   */
  List<Sample> samples(@Nullable Boolean pairs) {
    boolean wanted = pairs == null ? mostlyPairs() : pairs;
    List<Sample> samples = new ArrayList<>();
    latest.forEach(
        (key, kept) -> {
          Labelled row = kept.row();
          if ((row.secondText() != null) == wanted) {
            samples.add(
                new Sample(
                    row.text(), row.secondText(), row.label().strip(), TextHash.of(key), key));
          } else {
            leaveOut(
                wanted ? "singleText" : "pair",
                row.origin(),
                wanted
                    ? "no second text, but rows are pairs"
                    : "a pair, but rows are single texts");
          }
        });
    samples.sort(Sample.ORDER);
    return samples;
  }

  private boolean mostlyPairs() {
    long count = latest.values().stream().filter(kept -> kept.row().secondText() != null).count();
    return 2 * count > latest.size();
  }

  /**
   * Counts by name: all {@code rows}; {@code repeated}, those that are not the first of their text;
   * {@code relabelled}, texts that were given more than one label; {@code leftOut.…}.
   */
  Map<String, Long> counts() {
    return Map.copyOf(counts);
  }

  /** What people should know of the rows that were left out, or null. */
  @Nullable String notice() {
    Map<String, Long> kinds = new TreeMap<>(counts.subMap("leftOut.", "leftOut/"));
    long leftOut = kinds.values().stream().mapToLong(Long::longValue).sum();
    if (leftOut == 0) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT, "%d of %d rows are left out:", leftOut, counts.getOrDefault("rows", 0L)));
    examples.forEach(example -> text.append("\n  ").append(example));
    if (leftOut > examples.size()) {
      text.append("\n  and ").append(leftOut - examples.size()).append(" more");
    }
    return text.toString();
  }
}
