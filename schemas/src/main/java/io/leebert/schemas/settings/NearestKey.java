package io.leebert.schemas.settings;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;

/** Finds what a misspelt key was meant to be. */
public final class NearestKey {
  private NearestKey() {}

  /**
   * The known key with the fewest edits to the given one, of equal ones the first in the alphabet.
   *
   * @throws IllegalArgumentException when no keys are known
   */
  public static String to(String key, Collection<String> known) {
    return known.stream()
        .min(Comparator.<String>comparingInt(k -> edits(key, k)).thenComparing(k -> k))
        .orElseThrow(() -> new IllegalArgumentException("no keys are known"));
  }

  /** What to say of a key that nobody knows. */
  public static String unknown(String key, Collection<String> known) {
    return "there is no setting " + key + "; did you mean " + to(key, known) + "?";
  }

  /** Levenshtein's distance. */
  static int edits(String a, String b) {
    int[] previous = new int[b.length() + 1];
    Arrays.setAll(previous, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
