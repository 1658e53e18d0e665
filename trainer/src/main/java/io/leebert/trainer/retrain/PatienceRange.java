package io.leebert.trainer.retrain;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Patiences from one to another.
 *
 * @param least smallest
 * @param most largest, not below the smallest
 */
record PatienceRange(int least, int most) {

  private static final Pattern FORM = Pattern.compile("(\\d{1,4})(?:\\s*-\\s*(\\d{1,4}))?");

  /**
   * Reads {@code 4} or {@code 2-6}.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  static PatienceRange of(String text) {
    Matcher matcher = FORM.matcher(text);
    if (matcher.matches()) {
      int least = Integer.parseInt(matcher.group(1));
      int most = matcher.group(2) == null ? least : Integer.parseInt(matcher.group(2));
      if (least <= most) {
        return new PatienceRange(least, most);
      }
    }
    throw new IllegalArgumentException(
        "expected a patience such as 4, or a range such as 2-6, found '" + text + "'");
  }
}
