package io.leebert.trainer.report;

import java.util.List;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * The legend of a plot: below it, so that it hides nothing and takes nothing of the plot's width;
 * in one line if that fits, else in one line per curve, for which the picture grows.
 *
 * @param lines how many lines it has; 0 where there is nothing to tell apart
 * @param horizontal whether all its entries are in one line
 */
record Legend(int lines, boolean horizontal) {

  private static final int LINE_HEIGHT = 23;

  /** Line, padding and the average letter, in pixels at the legend's font size. */
  private static final int GRAPHIC = 46;

  private static final double LETTER = 7.6;

  static Legend of(List<String> labels, int width) {
    if (labels.isEmpty()) {
      return new Legend(0, true);
    }
    double needed = 20;
    for (String label : labels) {
      needed += GRAPHIC + LETTER * label.length();
    }
    return needed <= width ? new Legend(1, true) : new Legend(labels.size(), false);
  }

  /** What it adds to the height of the picture. */
  int height() {
    return lines == 0 ? 0 : 16 + LINE_HEIGHT * lines;
  }

  void apply(Styler styler) {
    styler.setLegendVisible(lines > 0);
    styler.setLegendPosition(LegendPosition.OutsideS);
    styler.setLegendLayout(horizontal ? LegendLayout.Horizontal : LegendLayout.Vertical);
  }
}
