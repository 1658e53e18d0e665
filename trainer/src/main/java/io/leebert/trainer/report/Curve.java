package io.leebert.trainer.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A curve of a plot.
 *
 * @param label its line in the legend; null for none
 * @param x {@code [points]}
 * @param y {@code [points]}; NaN breaks the line
 * @param color of line and markers
 * @param marker at every point
 * @param stroke of the line; null for markers only
 * @param error {@code [points]} half the height of error bars; null for none
 */
@SuppressWarnings("ArrayRecordComponent") // drawn once, never compared
record Curve(
    @Nullable String label,
    double[] x,
    double[] y,
    Color color,
    Marker marker,
    @Nullable BasicStroke stroke,
    double @Nullable [] error) {

  /** The curve of a series of things, in the colour, marker and dashes of its number. */
  static <T> Curve of(
      @Nullable String label,
      List<T> points,
      ToDoubleFunction<T> x,
      ToDoubleFunction<T> y,
      int index) {
    // The library lays out axes by all numbers it gets, and infinity is none to it.
    List<T> placed =
        points.stream().filter(point -> Double.isFinite(x.applyAsDouble(point))).toList();
    return new Curve(
        label,
        placed.stream().mapToDouble(x).toArray(),
        placed.stream().mapToDouble(y).map(v -> Double.isFinite(v) ? v : Double.NaN).toArray(),
        Palette.curve(index),
        Palette.marker(index),
        Palette.stroke(index),
        null);
  }

  /** One point that stands out. */
  static Curve point(String label, double x, double y, Color color, Marker marker) {
    return new Curve(label, new double[] {x}, new double[] {y}, color, marker, null, null);
  }

  Curve withoutMarkers() {
    return new Curve(label, x, y, color, SeriesMarkers.NONE, stroke, error);
  }

  Curve drawn(Color other, @Nullable BasicStroke line) {
    return new Curve(label, x, y, other, marker, line, error);
  }

  Curve marked(Marker other) {
    return new Curve(label, x, y, color, other, stroke, error);
  }

  Curve withError(double[] halfHeights) {
    return new Curve(label, x, y, color, marker, stroke, halfHeights);
  }

  /** Whether there is anything to be seen: a point that is a number. */
  boolean visible() {
    return Arrays.stream(y).anyMatch(Double::isFinite);
  }
}
