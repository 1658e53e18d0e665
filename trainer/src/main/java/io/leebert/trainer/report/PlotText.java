package io.leebert.trainer.report;

/** Texts of users in pictures: one line, never empty, never so long that it pushes the plot out. */
final class PlotText {

  private PlotText() {}

  /**
   * The text in one line of at most so many characters; what is cut off shows as an ellipsis.
   *
   * @param most at least 2
   */
  static String of(String text, int most) {
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    if (line.isEmpty()) {
      return "(no name)";
    }
    int length = line.codePointCount(0, line.length());
    if (length <= most) {
      return line;
    }
    return line.substring(0, line.offsetByCodePoints(0, most - 1)).stripTrailing() + "…";
  }
}
