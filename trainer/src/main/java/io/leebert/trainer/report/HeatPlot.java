package io.leebert.trainer.report;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.style.HeatMapStyler;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/** A grid of colours over two axes of names. */
final class HeatPlot {

  private final String title;
  private final String xTitle;
  private final String yTitle;
  private List<String> columns = List.of();
  private List<String> rows = List.of();
  private double[][] values = {};
  private double least;
  private double most = 1;
  private Color[] colors = Palette.heat();
  private boolean numbered;
  private int width = 560;
  private int height = 400;
  private boolean upright;
  private boolean seamless;
  private boolean small;

  HeatPlot(String title, String xTitle, String yTitle) {
    this.title = title;
    this.xTitle = xTitle;
    this.yTitle = yTitle;
  }

  /** The cells, {@code [rows][columns]}, the first row at the top; NaN stays empty. */
  HeatPlot cells(List<String> rowNames, List<String> columnNames, double[][] cells) {
    rows = rowNames;
    columns = columnNames;
    values = cells;
    return this;
  }

  /** The values of the first and the last colour. */
  HeatPlot range(double from, double to) {
    least = from;
    most = to > from ? to : from + 1;
    return this;
  }

  /** Writes the values into the cells, whole; the colours become pale enough for that. */
  HeatPlot numbered() {
    numbered = true;
    colors = Palette.paleHeat();
    return this;
  }

  HeatPlot pale() {
    colors = Palette.paleHeat();
    return this;
  }

  HeatPlot size(int newWidth, int newHeight) {
    width = newWidth;
    height = newHeight;
    return this;
  }

  /** Writes the columns' names upwards. */
  HeatPlot uprightNames() {
    upright = true;
    return this;
  }

  /** Leaves no hairlines between the cells: for cells of a few pixels. */
  HeatPlot seamless() {
    seamless = true;
    return this;
  }

  HeatPlot smallNames() {
    small = true;
    return this;
  }

  Plot draw(String file, String description) {
    HeatMapChart chart = new HeatMapChart(width, height, ChartTheme.XChart);
    chart.setTitle(title);
    chart.setXAxisTitle(xTitle);
    chart.setYAxisTitle(yTitle);
    HeatMapStyler styler = chart.getStyler();
    PlotStyle.axes(styler);
    styler.setPlotGridLinesVisible(false);
    styler.setRangeColors(colors);
    styler.setMin(least);
    styler.setMax(most);
    styler.setDrawBorder(seamless);
    // Every row and column has its name, be it an empty one: the library is not to leave out any.
    styler.setXAxisTickMarkSpacingHint(1);
    styler.setAxisTicksMarksVisible(false);
    styler.setLegendPosition(LegendPosition.OutsideE);
    styler.setLegendLayout(LegendLayout.Vertical);
    styler.setGradientColorColumnWeight(16);
    styler.setShowValue(numbered);
    styler.setHeatMapValueDecimalPattern("0");
    styler.setValueFont(PlotStyle.font().deriveFont(12f));
    styler.setValueFontColor(Palette.INK);
    if (upright) {
      styler.setXAxisLabelRotation(90);
    }

    if (small) {
      styler.setAxisTickLabelsFont(PlotStyle.font().deriveFont(9f));
    }
    List<String> upwards = new ArrayList<>(rows);
    Collections.reverse(upwards);
    chart.addSeries("cells", columns, upwards, triples());
    return Plot.of(file, title, description, chart);
  }

  /** Column, row from below, value: the form the library takes. */
  private List<Number[]> triples() {
    List<Number[]> triples = new ArrayList<>();
    for (int row = 0; row < values.length; row++) {
      for (int column = 0; column < values[row].length; column++) {
        if (Double.isFinite(values[row][column])) {
          triples.add(new Number[] {column, values.length - 1 - row, values[row][column]});
        }
      }
    }
    return triples;
  }
}
