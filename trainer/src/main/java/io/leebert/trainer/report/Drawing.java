package io.leebert.trainer.report;

import java.awt.Graphics2D;
import java.awt.font.TextLayout;
import java.awt.image.BufferedImage;
import java.util.Optional;

/**
 * Whether this Java can draw pictures with letters on them. It needs no screen, but three things
 * that the smallest container images leave out: libfreetype, libfontconfig and at least one font.
 * Debian's headless JRE brings them all; on Alpine they are {@code fontconfig} and {@code
 * ttf-dejavu}. Where the environment names a screen that is not there, it has to be told with
 * {@code -Djava.awt.headless=true}, as the launcher does.
 */
final class Drawing {

  private Drawing() {}

  /** Why nothing can be drawn, and what helps; empty where it can. */
  static Optional<String> missing() {
    try {
      Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
      try {
        new TextLayout("0", PlotStyle.font(), graphics.getFontRenderContext()).draw(graphics, 0, 1);
      } finally {
        graphics.dispose();
      }
      return Optional.empty();
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (Error | RuntimeException e) {
      // Which of them depends on what is missing: UnsatisfiedLinkError, NoClassDefFoundError,
      // InternalError, AWTError, and a plain Error where there is no font.
      return Optional.of(advice(e));
    }
  }

  static String advice(Throwable cause) {
    return "The plots could not be drawn: "
        + cause.toString().replaceAll("\\.+$", "")
        + ". Drawing needs libfreetype, libfontconfig and one font (Debian and Ubuntu: apt-get"
        + " install fontconfig fonts-dejavu-core; Alpine: apk add fontconfig ttf-dejavu), and where"
        + " there is no screen -Djava.awt.headless=true.";
  }
}
