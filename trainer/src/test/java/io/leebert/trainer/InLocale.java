package io.leebert.trainer;

import java.util.Locale;
import java.util.function.Supplier;

/** Does something as it would be done on a machine of another country. */
public final class InLocale {

  private InLocale() {}

  /** What comes of it where the default locale is the one of this language tag. */
  public static <T> T get(String tag, Supplier<T> what) {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(tag));
    try {
      return what.get();
    } finally {
      Locale.setDefault(before);
    }
  }

  /** Checks something where the default locale is the one of this language tag. */
  public static void check(String tag, Runnable what) {
    get(
        tag,
        () -> {
          what.run();
          return tag;
        });
  }
}
