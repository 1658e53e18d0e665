package io.leebert.deploy.sample;

import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Types a message the way people in a hurry do: slips, short forms, no capitals, no full stop. */
final class Typist {
  private static final Map<String, String> SHORT_FORMS =
      Map.of(
          "please", "pls",
          "you", "u",
          "thanks", "thx",
          "because", "cos",
          "tomorrow", "tmrw",
          "prescription", "script",
          "message", "msg",
          "without", "w/o");

  private static final String[] KEY_ROWS = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};

  private final RandomGenerator random;

  Typist(RandomGenerator random) {
    this.random = random;
  }

  /** The text as it reaches the shop: half of the messages stay clean. */
  String type(String text) {
    String typed = text;
    if (chance(0.15)) {
      typed = shorten(typed);
    }
    if (chance(0.35)) {
      int slips = 1 + random.nextInt(3);
      for (int i = 0; i < slips; i++) {
        typed = slip(typed);
      }
    }
    if (chance(0.25)) {
      typed = typed.toLowerCase(Locale.ROOT);
    }
    if (chance(0.2)) {
      typed = typed.replaceAll("[.?]$", "");
    } else if (chance(0.08)) {
      typed = typed.replaceAll("([.?])$", "$1$1");
    }
    return typed;
  }

  private String shorten(String text) {
    String shortened = text;
    for (Map.Entry<String, String> form : SHORT_FORMS.entrySet()) {
      shortened = shortened.replaceAll("\\b" + form.getKey() + "\\b", form.getValue());
    }
    return shortened;
  }

  /** One slip inside a word: two letters swapped, one lost, one doubled, or the key beside it. */
  String slip(String text) {
    int at = 1 + random.nextInt(Math.max(1, text.length() - 2));
    if (at + 1 >= text.length()
        || !Character.isLetter(text.charAt(at))
        || !Character.isLetter(text.charAt(at + 1))) {
      return text;
    }
    String before = text.substring(0, at);
    String after = text.substring(at + 1);
    char letter = text.charAt(at);
    return switch (random.nextInt(4)) {
      case 0 -> before + after.charAt(0) + letter + after.substring(1);
      case 1 -> before + after;
      case 2 -> before + letter + letter + after;
      default -> before + beside(letter) + after;
    };
  }

  private char beside(char letter) {
    for (String row : KEY_ROWS) {
      int key = row.indexOf(letter);
      if (key >= 0) {
        return row.charAt(key + 1 < row.length() ? key + 1 : key - 1);
      }
    }
    return letter;
  }

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }
}
