package io.leebert.trainer.report;

import java.awt.BasicStroke;
import java.awt.Color;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Colours that the common forms of colour blindness leave apart: for curves those of Okabe and Ito
 * (2008), for depth and heat the blue-to-yellow of cividis (Nuñez et al. 2018). Curves also differ
 * in marker and, beyond the first seven, in dashes.
 */
final class Palette {

  static final Color BLUE = new Color(0x0072B2);
  static final Color VERMILION = new Color(0xD55E00);
  static final Color INK = new Color(0x222222);
  static final Color GREY = new Color(0x8A8A8A);
  static final Color GRID = new Color(0xE4E4E4);

  private static final Color[] CURVES = {
    BLUE,
    VERMILION,
    new Color(0x009E73),
    new Color(0xCC79A7),
    new Color(0xE69F00),
    new Color(0x56B4E9),
    new Color(0x4D4D4D)
  };

  private static final Marker[] MARKERS = {
    SeriesMarkers.CIRCLE,
    SeriesMarkers.SQUARE,
    SeriesMarkers.DIAMOND,
    SeriesMarkers.TRIANGLE_UP,
    SeriesMarkers.TRIANGLE_DOWN,
    SeriesMarkers.OVAL,
    SeriesMarkers.RECTANGLE
  };

  private static final float[][] DASHES = {{}, {7, 4}, {2, 3}, {9, 3, 2, 3}};

  /** Dark blue to yellow, evenly in lightness. */
  private static final Color[] CIVIDIS = {
    new Color(0x00224E),
    new Color(0x2A3F6D),
    new Color(0x575C6D),
    new Color(0x7D7C78),
    new Color(0xA59C74),
    new Color(0xD2C060),
    new Color(0xFEE838)
  };

  private Palette() {}

  static Color curve(int index) {
    return CURVES[index % CURVES.length];
  }

  static Marker marker(int index) {
    return MARKERS[index % MARKERS.length];
  }

  static BasicStroke stroke(int index) {
    float[] dash = DASHES[index / CURVES.length % DASHES.length];
    return dash.length == 0 ? solid(2f) : dashed(2f, dash);
  }

  static BasicStroke solid(float width) {
    return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }

  static BasicStroke dashed(float width, float... dash) {
    return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, dash, 0f);
  }

  /** Low to high for heat maps without numbers in their cells. */
  static Color[] heat() {
    return CIVIDIS.clone();
  }

  /**
   * Low to high for cells that carry dark numbers; the low shares of mistakes are told apart best.
   */
  static Color[] paleHeat() {
    return new Color[] {
      new Color(0xFFFFFF),
      new Color(0xB8D6EA),
      new Color(0x9ECAE1),
      new Color(0x84BCDB),
      new Color(0x6BAED6)
    };
  }

  /** The colour of a depth: 0 the shallowest exit, 1 the deepest. The palest end is left out. */
  static Color depth(double share) {
    double at = Math.min(1, Math.max(0, share)) * 0.9 * (CIVIDIS.length - 1);
    int low = Math.min((int) at, CIVIDIS.length - 2);
    double part = at - low;
    Color from = CIVIDIS[low];
    Color to = CIVIDIS[low + 1];
    return new Color(
        mix(from.getRed(), to.getRed(), part),
        mix(from.getGreen(), to.getGreen(), part),
        mix(from.getBlue(), to.getBlue(), part));
  }

  private static int mix(int from, int to, double part) {
    return (int) Math.round(from + part * (to - from));
  }
}
