package io.leebert.trainer.report;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * A picture of a run.
 *
 * @param file its file name, ending in {@code .png}
 * @param title what it shows, as a heading
 * @param description the same for those who cannot see it: axes and curves
 * @param width width in CSS pixels; the picture has {@link #SCALE} times as many
 * @param height height in CSS pixels
 * @param png the picture
 */
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
record Plot(String file, String title, String description, int width, int height, byte[] png) {

  /** Pixels of the picture per CSS pixel: sharp on the screens of phones and in print. */
  static final int SCALE = 2;

  /** Draws a chart at the chart's own size. */
  static Plot of(String file, String title, String description, Chart<?, ?> chart) {
    int width = chart.getWidth();
    int height = chart.getHeight();
    BufferedImage image =
        new BufferedImage(width * SCALE, height * SCALE, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.scale(SCALE, SCALE);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      chart.paint(graphics, width, height);
    } finally {
      graphics.dispose();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // In memory: the library's default is a temporary file, which a full disk would not take.
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException("a picture in memory cannot be written", e);
    }
    return new Plot(file, title, description, width, height, bytes.toByteArray());
  }
}
