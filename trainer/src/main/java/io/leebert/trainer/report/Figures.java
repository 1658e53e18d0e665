package io.leebert.trainer.report;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Numbers as people read them, the same in plots, pages and texts. */
final class Figures {

  private Figures() {}

  /** A score or share in hundredths: 0.91333 is 91.33. */
  static String score(double value) {
    return number("%.2f", 100 * value);
  }

  static String layer(double value) {
    return number("%.2f", value);
  }

  static String speedUp(double value) {
    return number("%.2f×", value);
  }

  static String weight(double value) {
    return number("%.3f", value);
  }

  /** A patience or a threshold: no more digits than it has, at most four. */
  static String setting(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e9) {
      return number("%.0f", value);
    }
    return number("%.4f", value).replaceAll("\\.?0+$", "");
  }

  /** Seconds as a duration: {@code 42 s}, {@code 16 min 53 s}, {@code 2 h 05 min}. */
  static String duration(double seconds) {
    if (!Double.isFinite(seconds)) {
      return "–";
    }
    if (seconds < 10) {
      return number("%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    if (whole < 3600) {
      return String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
    }
    long minutes = Math.round(seconds / 60);
    return String.format(Locale.ROOT, "%d h %02d min", minutes / 60, minutes % 60);
  }

  /** A moment to the minute, in UTC; a text that is none stays as it is. */
  static String moment(String iso) {
    try {
      return Instant.parse(iso)
          .truncatedTo(ChronoUnit.MINUTES)
          .toString()
          .replaceFirst("T(\\d\\d:\\d\\d):00Z", " $1 UTC");
    } catch (DateTimeParseException e) {
      return iso;
    }
  }

  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** The score's name with its unit, for the axis it is drawn on. */
  static String scoreAxis(String metric) {
    return switch (metric) {
      case "accuracy" -> "accuracy (%)";
      case "matthews" -> "Matthews correlation (× 100)";
      case "f1" -> "F1 (%)";
      case "macro-f1" -> "macro-F1 (%)";
      case "accuracy-f1" -> "mean of accuracy and F1 (%)";
      default -> PlotText.of(metric, 30) + " (× 100)";
    };
  }

  private static String number(String format, double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "–";
  }
}
