package io.leebert.trainer.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;

/** Curves over two numeric axes. */
final class LinePlot {

  /** Small enough for its letters to be read on a phone. */
  static final int WIDTH = 560;

  private static final int HEIGHT = 360;

  /** Roughly what the y axis and the paddings take of the width. */
  private static final int BESIDE = 95;

  /** More steps than this get the ticks that fit instead of one each. */
  private static final int MOST_TICKS = 24;

  /** Room beyond the ends asked for: the library leaves out tick labels right at the end. */
  private static final double HAIR = 0.004;

  private final String title;
  private final String xTitle;
  private final String yTitle;
  private final List<Curve> curves = new ArrayList<>();
  private @Nullable Range x;
  private @Nullable Range y;
  private double leastHeight;
  private boolean whole;
  private double vertical = Double.NaN;
  private int width = WIDTH;

  LinePlot(String title, String xTitle, String yTitle) {
    this.title = title;
    this.xTitle = xTitle;
    this.yTitle = yTitle;
  }

  /** Adds a curve, unless it has no point to be seen. */
  LinePlot add(Curve curve) {
    if (curve.visible()) {
      curves.add(curve);
    }
    return this;
  }

  /** The ends of the x axis; without them, a little beyond those of the curves. */
  LinePlot x(double from, double to) {
    x = new Range(from, to).padded(HAIR);
    return this;
  }

  /** The ends of the y axis; without them, a little beyond those of the curves. */
  LinePlot y(double from, double to) {
    y = new Range(from, to).padded(HAIR);
    return this;
  }

  /** The y axis spans at least so much. */
  LinePlot atLeast(double span) {
    leastHeight = span;
    return this;
  }

  /** An x axis of whole numbers: patience, exits, epochs. */
  LinePlot wholeX(int from, int to) {
    whole = true;
    return x(from - 0.5, to + 0.5);
  }

  /** A line through the whole picture at this place of the x axis. */
  LinePlot vertical(double at) {
    vertical = at;
    return this;
  }

  LinePlot wide() {
    width = 720;
    return this;
  }

  /** The picture; null where no curve has a point, because there is nothing to look at. */
  @Nullable Plot draw(String file, String description) {
    if (curves.isEmpty()) {
      return null;
    }
    List<String> labels = new ArrayList<>();
    for (Curve curve : curves) {
      if (curve.label() != null) {
        labels.add(PlotText.of(curve.label(), 40));
      }
    }
    Legend legend = Legend.of(labels, width);
    XYChart chart = new XYChart(width, HEIGHT + legend.height(), ChartTheme.XChart);
    chart.setTitle(title);
    chart.setXAxisTitle(xTitle);
    chart.setYAxisTitle(yTitle);
    PlotStyle.axes(chart.getStyler());
    legend.apply(chart.getStyler());
    chart.getStyler().setMarkerSize(7);
    chart.getStyler().setErrorBarsColorSeriesColor(true);
    for (int i = 0; i < curves.size(); i++) {
      add(chart, "curve " + i, curves.get(i));
    }
    limit(chart.getStyler());
    if (Double.isFinite(vertical)) {
      chart.addAnnotation(new AnnotationLine(vertical, true, false));
      chart.getStyler().setAnnotationLineColor(Palette.GREY);
      chart.getStyler().setAnnotationLineStroke(Palette.dashed(1.5f, 3, 4));
    }
    return Plot.of(file, title, description, chart);
  }

  private static void add(XYChart chart, String key, Curve curve) {
    XYSeries series = chart.addSeries(key, curve.x(), curve.y(), curve.error());
    series.setMarker(curve.marker());
    series.setMarkerColor(curve.color());
    series.setLineColor(curve.color());
    series.setLineStyle(curve.stroke() == null ? SeriesLines.NONE : curve.stroke());
    series.setShowInLegend(curve.label() != null);
    if (curve.label() != null) {
      series.setLabel(PlotText.of(curve.label(), 40));
    }
  }

  private void limit(XYStyler styler) {
    Range across = x == null ? Range.ofX(curves).padded(0.04) : x;
    Range up = y == null ? Range.ofY(curves, across).atLeast(leastHeight).padded(0.08) : y;
    styler.setXAxisMin(across.from());
    styler.setXAxisMax(across.to());
    styler.setYAxisMin(up.from());
    styler.setYAxisMax(up.to());
    if (whole && across.span() <= MOST_TICKS + 2) {
      styler.setXAxisTickMarkSpacingHint((int) (0.95 * (width - BESIDE) / across.span()));
    }
  }
}
