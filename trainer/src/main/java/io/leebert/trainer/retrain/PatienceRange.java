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

  private static final Pattern FORM = Pattern.compile("(\\d{1,4})(?:\\s*(-)\\s*(\\d{1,4})?)?");

  /**
   * Reads {@code 4}, {@code 2-6} or {@code 2-}, which has no largest.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  static PatienceRange of(String text) {
    Matcher matcher = FORM.matcher(text);
    if (matcher.matches()) {
      int least = Integer.parseInt(matcher.group(1));
      int open = matcher.group(2) == null ? least : Integer.MAX_VALUE;
      int most = matcher.group(3) == null ? open : Integer.parseInt(matcher.group(3));
      if (least <= most) {
        return new PatienceRange(least, most);
      }
    }
    throw new IllegalArgumentException(
        "expected a patience such as 4, or a range such as 2-6, found '" + text + "'");
  }
}
