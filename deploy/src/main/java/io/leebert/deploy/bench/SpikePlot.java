package io.leebert.deploy.bench;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import javax.imageio.ImageIO;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The runs over time in one picture: load and lag, event age, patience and exit layer, accuracy,
 * one below the other on the same seconds.
 */
final class SpikePlot {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 250;
  private static final int SCALE = 2;
  private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  private static final Color GRID = new Color(0xE4E4E4);
  private static final Color INK = new Color(0x222222);

  /** Left apart by the common forms of colour blindness (Okabe and Ito, 2008). */
  private static final Color[] RUNS = {new Color(0xD55E00), new Color(0x0072B2)};

  private static final float[] DASHED = {5, 4};

  /** Seconds that are taken together: a calm second has too few events for an accuracy. */
  private static final double ACCURACY_SECONDS = 5;

  private final double lagTargetSeconds;
  private final List<SpikeResult> results;

  SpikePlot(double lagTargetSeconds, List<SpikeResult> results) {
    this.lagTargetSeconds = lagTargetSeconds;
    this.results = results;
  }

  /**
   * Writes the picture.
   *
   * @throws IOException when the file cannot be written
   */
  void write(Path file) throws IOException {
    BufferedImage image = draw();
    try (var out = Files.newOutputStream(file)) {
      ImageIO.write(image, "png", out);
    }
  }

  private BufferedImage draw() {
    List<XYChart> panels = List.of(lag(), age(), depth(), accuracy());
    BufferedImage image =
        new BufferedImage(
            WIDTH * SCALE, HEIGHT * SCALE * panels.size(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.scale(SCALE, SCALE);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      for (XYChart panel : panels) {
        panel.paint(graphics, WIDTH, HEIGHT);
        graphics.translate(0, HEIGHT);
      }
    } finally {
      graphics.dispose();
    }
    return image;
  }

  private XYChart lag() {
    XYChart chart = chart("Load and lag", "events (and events/s)");
    load(chart);
    curves(chart, "lag", 1, row -> row.lagMost(), false);
    return chart;
  }

  private XYChart age() {
    XYChart chart = chart("Event age", "seconds");
    curves(chart, "p50", 1, SpikeResult.Row::ageP50, true);
    curves(chart, "p99", 1, SpikeResult.Row::ageP99, false);
    AnnotationLine target = new AnnotationLine(lagTargetSeconds, false, false);
    chart.addAnnotation(target);
    chart.getStyler().setAnnotationLineColor(Color.GRAY);
    return chart;
  }

  private XYChart depth() {
    XYChart chart = chart("Patience and mean exit layer", "layers");
    curves(chart, "exit layer", 1, SpikeResult.Row::layer, true);
    curves(chart, "patience", 1, SpikeResult.Row::patience, false);
    return chart;
  }

  private XYChart accuracy() {
    XYChart chart = chart("Accuracy on known labels", "percent");
    curves(chart, "accuracy", ACCURACY_SECONDS, row -> 100 * row.accuracy(), false);
    double least =
        results.stream()
            .flatMap(result -> result.every(ACCURACY_SECONDS).stream())
            .mapToDouble(SpikeResult.Row::accuracy)
            .filter(accuracy -> !Double.isNaN(accuracy))
            .min()
            .orElse(0);
    // From the ten below the lowest: differences of a few points are what there is to see.
    chart.getStyler().setYAxisMin(Math.max(0, Math.floor(10 * least - 1e-9) * 10));
    chart.getStyler().setYAxisMax(100.0);
    return chart;
  }

  private XYChart chart(String title, String yTitle) {
    XYChart chart = new XYChart(WIDTH, HEIGHT, ChartTheme.XChart);
    chart.setTitle(title);
    chart.setYAxisTitle(yTitle);
    XYStyler styler = chart.getStyler();
    styler.setBaseFont(TEXT);
    styler.setChartTitleFont(TEXT.deriveFont(Font.BOLD, 13f));
    styler.setAxisTitleFont(TEXT);
    styler.setAxisTickLabelsFont(TEXT.deriveFont(11f));
    styler.setLegendFont(TEXT);
    styler.setLocale(Locale.ROOT);
    styler.setChartFontColor(INK);
    styler.setAxisTickLabelsColor(INK);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(GRID);
    styler.setChartTitleBoxVisible(false);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setLegendPosition(LegendPosition.OutsideE);
    styler.setDecimalPattern("0.###");
    styler.setXAxisMin(0.0);
    styler.setXAxisMax(seconds());
    styler.setYAxisMin(0.0);
    return chart;
  }

  private double seconds() {
    return results.stream()
        .mapToDouble(
            result -> result.plan().phases().stream().mapToDouble(LoadPlan.Phase::seconds).sum())
        .max()
        .orElse(1);
  }

  private void load(XYChart chart) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    double start = 0;
    for (LoadPlan.Phase phase : results.get(0).plan().phases()) {
      x.addAll(List.of(start, start + phase.seconds()));
      y.addAll(List.of(phase.perSecond(), phase.perSecond()));
      start += phase.seconds();
    }
    line(chart, "load", "load", x, y, Color.GRAY, true);
  }

  private void curves(
      XYChart chart,
      String what,
      double every,
      ToDoubleFunction<SpikeResult.Row> value,
      boolean dashed) {
    for (int i = 0; i < results.size(); i++) {
      SpikeResult result = results.get(i);
      List<Double> x = new ArrayList<>();
      List<Double> y = new ArrayList<>();
      double second = every / 2;
      for (SpikeResult.Row row : result.every(every)) {
        double at = value.applyAsDouble(row);
        if (!Double.isNaN(at)) {
          x.add(second);
          y.add(at);
        }
        second += every;
      }
      String label = result.name() + ": " + what;
      line(chart, i + " " + what, label, x, y, RUNS[i % RUNS.length], dashed);
    }
  }

  private static void line(
      XYChart chart,
      String key,
      String label,
      List<Double> x,
      List<Double> y,
      Color color,
      boolean dashed) {
    if (x.isEmpty()) {
      return;
    }
    XYSeries series = chart.addSeries(key, x, y);
    series.setLabel(label);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(color);
    series.setLineStyle(
        dashed
            ? new BasicStroke(1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, DASHED, 0)
            : new BasicStroke(1.8f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
  }
}
