package io.leebert.trainer.service;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much an event may hold. Every event about a command carries all that is known of it and must
 * fit a topic with Kafka's own limit of 1 MiB, so each part has a share; what is left out is
 * counted.
 */
final class Room {
  /** Bytes of a command's JSON. Its files are in its events twice. */
  static final int COMMAND = 200_000;

  /** Bytes of what is said in words. */
  static final int MESSAGE = 100_000;

  /** Bytes of anything else in words. */
  static final int PART = 50_000;

  /** Characters of a command's id. */
  static final int ID = 200;

  /** Where an event says how many scores it has no room for. */
  static final String SCORES_LEFT_OUT = "scores.left.out";

  private static final String COUNTS_LEFT_OUT = "left.out";
  private static final int SCORE = 10;

  private Room() {}

  /** The bytes that a text is on a topic. */
  static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** A text, or as much of it as there is room for and how much more there was. */
  static String cut(String text, int most) {
    int used = 0;
    for (int at = 0; at < text.length(); ) {
      int point = text.codePointAt(at);
      used += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      if (used > most) {
        return text.substring(0, at) + "... and " + (text.length() - at) + " characters more";
      }
      at += Character.charCount(point);
    }
    return text;
  }

  /** Words joined by comma, as many as there is room for. */
  static String join(List<String> words, int most) {
    int used = 0;
    for (int i = 0; i < words.size(); i++) {
      used += bytes(words.get(i)) + 1;
      if (used > most) {
        return String.join(",", words.subList(0, i)) + " and " + (words.size() - i) + " more";
      }
    }
    return String.join(",", words);
  }

  /** Counts as they are said; those of single labels are many where labels are. */
  static SortedMap<String, Long> counts(Map<String, Long> counts) {
    SortedMap<String, Long> fitting = fit(counts);
    if (fitting.size() < counts.size()) {
      fitting.put(COUNTS_LEFT_OUT, (long) counts.size() - fitting.size());
    }
    return fitting;
  }

  /** Scores, those of single labels last. */
  static SortedMap<String, Double> scores(Map<String, Double> scores) {
    return fit(scores);
  }

  /** Short names first: the sums come before what they are made of. */
  private static <T> SortedMap<String, T> fit(Map<String, T> entries) {
    SortedMap<String, T> fitting = new TreeMap<>();
    List<String> names =
        entries.keySet().stream()
            .sorted(
                Comparator.comparing((String name) -> name.contains("class."))
                    .thenComparingInt(String::length)
                    .thenComparing(Comparator.naturalOrder()))
            .toList();
    int used = 0;
    for (String name : names) {
      used += bytes(name) + SCORE;
      if (used > MESSAGE) {
        break;
      }
      fitting.put(name, entries.get(name));
    }
    return fitting;
  }
}
