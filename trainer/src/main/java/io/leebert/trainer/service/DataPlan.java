package io.leebert.trainer.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a retraining learns from, fixed when its command is accepted: who takes it up again after a
 * crash reads the same rows.
 *
 * @param topic topic of labelled texts, or null for none
 * @param from first offset by partition
 * @param to offset by partition that is not read any more
 * @param since texts of an earlier time are left out, in milliseconds since 1970; null takes all
 * @param files files and folders, where the service runs
 * @param notes what people should know: offsets that are gone
 */
record DataPlan(
    @Nullable String topic,
    SortedMap<Integer, Long> from,
    SortedMap<Integer, Long> to,
    @Nullable Long since,
    List<Path> files,
    List<String> notes) {
  private static final String TOPIC = "data.topic";
  private static final String FROM = "data.from";
  private static final String TO = "data.to";
  private static final String SINCE = "data.since";
  private static final String FILES = "data.files";
  static final String NOTES = "data.notes";

  /** Copies the collections. */
  DataPlan {
    from = new TreeMap<>(from);
    to = new TreeMap<>(to);
    files = List.copyOf(files);
    notes = List.copyOf(notes);
  }

  /** As entries of an event's provenance. */
  Map<String, String> provenance() {
    Map<String, String> entries = new TreeMap<>();
    if (topic != null) {
      entries.put(TOPIC, topic);
      entries.put(FROM, text(from));
      entries.put(TO, text(to));
    }
    if (since != null) {
      entries.put(SINCE, since.toString());
    }
    if (!files.isEmpty()) {
      entries.put(FILES, lines(files.stream().map(Path::toString).toList()));
    }
    if (!notes.isEmpty()) {
      entries.put(NOTES, Room.cut(lines(notes), Room.PART));
    }
    return entries;
  }

  /**
   * Reads what {@link #provenance()} made.
   *
   * @throws IllegalArgumentException when an entry is something else
   */
  static DataPlan of(Map<String, String> provenance) {
    String since = provenance.get(SINCE);
    return new DataPlan(
        provenance.get(TOPIC),
        offsets(provenance.getOrDefault(FROM, "")),
        offsets(provenance.getOrDefault(TO, "")),
        since == null ? null : Long.valueOf(since),
        provenance.getOrDefault(FILES, "").lines().map(Path::of).toList(),
        provenance.getOrDefault(NOTES, "").lines().toList());
  }

  private static String text(SortedMap<Integer, Long> offsets) {
    return offsets.entrySet().stream()
        .map(offset -> offset.getKey() + "=" + offset.getValue())
        .collect(Collectors.joining(","));
  }

  private static SortedMap<Integer, Long> offsets(String text) {
    SortedMap<Integer, Long> offsets = new TreeMap<>();
    for (String offset : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      int sign = offset.indexOf('=');
      if (sign < 1) {
        throw new IllegalArgumentException("expected partition=offset, found " + offset);
      }
      offsets.put(
          Integer.valueOf(offset.substring(0, sign)), Long.valueOf(offset.substring(sign + 1)));
    }
    return offsets;
  }

  private static String lines(List<String> texts) {
    return String.join("\n", texts);
  }
}
