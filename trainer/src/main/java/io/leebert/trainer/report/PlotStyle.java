package io.leebert.trainer.report;

import java.awt.Color;
import java.awt.Font;
import java.util.Locale;
import org.knowm.xchart.style.AxesChartStyler;

/** The look that all plots share: white, light grid, letters large enough for a phone. */
final class PlotStyle {

  private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

  private PlotStyle() {}

  /** Java's own name for whatever font without serifs there is: none is asked for by name. */
  static Font font() {
    return TEXT;
  }

  static void axes(AxesChartStyler styler) {
    styler.setBaseFont(TEXT);
    styler.setChartTitleFont(TEXT.deriveFont(Font.BOLD, 15f));
    styler.setAxisTitleFont(TEXT);
    styler.setAxisTickLabelsFont(TEXT.deriveFont(12f));
    styler.setLegendFont(TEXT);
    styler.setLocale(Locale.ROOT);
    styler.setChartFontColor(Palette.INK);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotContentSize(1.0);
    styler.setPlotMargin(2);
    styler.setChartPadding(12);
    styler.setChartTitleBoxVisible(false);
    styler.setChartTitlePadding(8);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setLegendBackgroundColor(Color.WHITE);
    styler.setLegendPadding(9);
    styler.setLegendSeriesLineLength(26);
    styler.setPlotGridLinesColor(Palette.GRID);
    styler.setPlotGridLinesStroke(Palette.solid(1f));
    styler.setAxisTickMarksColor(Palette.GREY);
    styler.setAxisTickLabelsColor(Palette.INK);
    styler.setAxisTickPadding(5);
    styler.setAxisTitlePadding(8);
    styler.setAntiAlias(true);
    styler.setDecimalPattern("0.###");
  }
}
