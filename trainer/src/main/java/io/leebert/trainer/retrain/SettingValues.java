package io.leebert.trainer.retrain;

import io.leebert.schemas.settings.NearestKey;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Settings as they were given, read as what they should be. */
final class SettingValues {

  private final Map<String, String> given;

  /**
   * Takes settings by name.
   *
   * @throws IllegalArgumentException naming one that does not exist, and the nearest that does
   */
  SettingValues(Map<String, String> given) {
    this.given = new TreeMap<>(given);
    for (String name : this.given.keySet()) {
      if (!RetrainSetting.keys().contains(name)) {
        throw new IllegalArgumentException(NearestKey.unknown(name, RetrainSetting.keys()));
      }
    }
  }

  /** As given, without the space around it; null where it is not given or empty. */
  @Nullable String text(RetrainSetting setting) {
    String value = given.get(setting.key());
    return value == null || value.isBlank() ? null : value.strip();
  }

  int whole(RetrainSetting setting, int usual, int least) {
    String value = text(setting);
    return value == null ? usual : number(setting, value, least);
  }

  /** A whole number, or null where none is given. */
  @Nullable Integer wholeOrNull(RetrainSetting setting, int least) {
    String value = text(setting);
    return value == null ? null : number(setting, value, least);
  }

  private static int number(RetrainSetting setting, String value, int least) {
    try {
      int number = Integer.parseInt(value);
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number that is too small.
    }
    throw wrong(setting, "a whole number of " + least + " or more", value);
  }

  long seed(long usual) {
    String value = text(RetrainSetting.SEED);
    try {
      return value == null ? usual : Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw wrong(RetrainSetting.SEED, "a whole number", String.valueOf(value));
    }
  }

  /** A number above {@code above} and below {@code below}. */
  double between(RetrainSetting setting, double usual, double above, double below) {
    String expected =
        below == Double.POSITIVE_INFINITY
            ? "a number above " + plain(above)
            : "a number above " + plain(above) + " and below " + plain(below);
    double number = real(setting, usual, expected);
    if (!(number > above && number < below)) {
      throw wrong(setting, expected, String.valueOf(text(setting)));
    }
    return number;
  }

  /** A number from {@code least} to {@code most}, both included. */
  double within(RetrainSetting setting, double usual, double least, double most) {
    String expected = "a number from " + plain(least) + " to " + plain(most);
    double number = real(setting, usual, expected);
    if (!(number >= least && number <= most)) {
      throw wrong(setting, expected, String.valueOf(text(setting)));
    }
    return number;
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  private double real(RetrainSetting setting, double usual, String expected) {
    String value = text(setting);
    try {
      return value == null ? usual : Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw wrong(setting, expected, String.valueOf(value));
    }
  }

  /** One of a few words, in whatever case; the first is the default. */
  String choice(RetrainSetting setting, String... words) {
    String value = text(setting);
    if (value == null) {
      return words[0];
    }
    String lower = value.toLowerCase(Locale.ROOT);
    if (!Arrays.asList(words).contains(lower)) {
      throw wrong(setting, String.join(" or ", words), value);
    }
    return lower;
  }

  /** What something else makes of the text; its complaint gets the setting's name. */
  <T> @Nullable T parsed(RetrainSetting setting, Function<String, T> parser) {
    String value = text(setting);
    if (value == null) {
      return null;
    }
    try {
      return parser.apply(value);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(setting.key() + ": " + e.getMessage(), e);
    }
  }

  /** Every setting that was given, for provenance. */
  Map<String, String> described() {
    Map<String, String> described = new TreeMap<>();
    given.forEach((name, value) -> described.put("setting." + name, value));
    return described;
  }

  private static IllegalArgumentException wrong(
      RetrainSetting setting, String expected, String found) {
    return new IllegalArgumentException(
        setting.key() + " must be " + expected + ", found '" + found + "'");
  }
}
