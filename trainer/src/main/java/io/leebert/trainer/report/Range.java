package io.leebert.trainer.report;

import java.util.List;

/**
 * The ends of an axis.
 *
 * @param from lower end
 * @param to upper end
 */
record Range(double from, double to) {

  /** From the leftmost to the rightmost point of the curves. */
  static Range ofX(List<Curve> curves) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (Curve curve : curves) {
      for (int i = 0; i < curve.x().length; i++) {
        if (Double.isFinite(curve.y()[i])) {
          least = Math.min(least, curve.x()[i]);
          most = Math.max(most, curve.x()[i]);
        }
      }
    }
    return ordered(least, most);
  }

  /** From the lowest to the highest point, error bars included, that the x axis shows. */
  static Range ofY(List<Curve> curves, Range x) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (Curve curve : curves) {
      double[] error = curve.error();
      for (int i = 0; i < curve.y().length; i++) {
        double value = curve.y()[i];
        if (Double.isFinite(value) && curve.x()[i] >= x.from && curve.x()[i] <= x.to) {
          double reach = error == null ? 0 : error[i];
          least = Math.min(least, value - reach);
          most = Math.max(most, value + reach);
        }
      }
    }
    return ordered(least, most);
  }

  /** An axis needs two different ends, also where all points are one. */
  private static Range ordered(double least, double most) {
    if (least > most) {
      return new Range(0, 1);
    }
    return least == most ? new Range(least - 0.5, most + 0.5) : new Range(least, most);
  }

  /** Somewhat wider on both sides. */
  Range padded(double share) {
    double padding = share * span();
    return new Range(from - padding, to + padding);
  }

  /** At least so wide, around the same middle: noise is not to fill the picture. */
  Range atLeast(double span) {
    if (span() >= span) {
      return this;
    }
    double middle = (from + to) / 2;
    return new Range(middle - span / 2, middle + span / 2);
  }

  double span() {
    return to - from;
  }
}
