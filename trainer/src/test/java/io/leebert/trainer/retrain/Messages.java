package io.leebert.trainer.retrain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Labelled messages whose label one or two of their words tell. */
final class Messages {

  private static final Map<String, List<String>> WORDS =
      Map.of(
          "parcel", List.of("late", "parcel", "where", "order", "track"),
          "money", List.of("refund", "money", "bill", "paid", "price"),
          "password", List.of("login", "password", "mail", "reset", "locked"));
  private static final List<String> FILLERS =
      List.of("hello", "please", "my", "is", "the", "thanks", "today", "still", "help");

  private Messages() {}

  /** So many of each label, from a topic's partition 0. */
  static List<Labelled> of(int each, long seed, String... labels) {
    Random random = new Random(seed);
    List<Labelled> rows = new ArrayList<>();
    for (int i = 0; i < each * labels.length; i++) {
      String label = labels[i % labels.length];
      rows.add(row(text(random, label), label, rows.size()));
    }
    return rows;
  }

  static Labelled row(String text, String label, long time) {
    return new Labelled(text, null, label, time, "labelled-events-0@" + time);
  }

  static Labelled pair(String text, String second, String label, long time) {
    return new Labelled(text, second, label, time, "labelled-events-0@" + time);
  }

  private static String text(Random random, String label) {
    StringBuilder text = new StringBuilder();
    int length = 4 + random.nextInt(7);
    int telling = random.nextInt(length);
    for (int word = 0; word < length; word++) {
      boolean tells = word == telling || random.nextInt(3) == 0;
      List<String> words = tells ? WORDS.getOrDefault(label, FILLERS) : FILLERS;
      text.append(words.get(random.nextInt(words.size()))).append(' ');
    }
    // No text is there twice by chance.
    return text.append(random.nextInt(100_000)).toString();
  }
}
