package io.leebert.trainer.report;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import org.knowm.xchart.style.markers.Marker;

/** A ring around a point of a curve, large enough to be found at once. */
final class Ring extends Marker {

  private static final BasicStroke LINE = new BasicStroke(2.5f);

  @Override
  public void paint(Graphics2D graphics, double x, double y, int markerSize) {
    double size = markerSize + 7.0;
    graphics.setStroke(LINE);
    graphics.draw(new Ellipse2D.Double(x - size / 2, y - size / 2, size, size));
  }
}
