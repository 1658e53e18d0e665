package io.leebert.trainer.report;

import java.awt.Graphics2D;
import java.awt.font.TextLayout;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Optional;

/**
 * Whether this Java can draw pictures with letters on them. It needs no screen, but three things
 * that the smallest container images leave out: libfreetype, libfontconfig and at least one font.
 * Debian's headless JRE brings them all; on Alpine they are {@code fontconfig} and {@code
 * ttf-dejavu}. Where the environment names a screen that is not there, it has to be told with
 * {@code -Djava.awt.headless=true}, as the launcher does.
 */
public final class Drawing {

  private Drawing() {}

  /**
   * Draws a letter where nobody sees it, before pictures are begun.
   *
   * @param pictures what is to be drawn, for the message
   * @throws IOException when nothing can be drawn, saying what helps
   */
  public static void require(String pictures) throws IOException {
    require(pictures, Drawing::one);
  }

  static void require(String pictures, Runnable drawing) throws IOException {
    try {
      drawing.run();
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (Error | RuntimeException e) {
      // Which of them depends on what is missing: UnsatisfiedLinkError, NoClassDefFoundError,
      // InternalError, AWTError, and a plain Error where there is no font.
      throw new IOException(advice(pictures, e), e);
    }
  }

  /** Why no plots can be drawn, and what helps; empty where they can. */
  static Optional<String> missing() {
    try {
      require("The plots");
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static void one() {
    Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    try {
      new TextLayout("0", PlotStyle.font(), graphics.getFontRenderContext()).draw(graphics, 0, 1);
    } finally {
      graphics.dispose();
    }
  }

  static String advice(String pictures, Throwable cause) {
    return pictures
        + " could not be drawn: "
        + cause.toString().replaceAll("\\.+$", "")
        + ". Drawing needs libfreetype, libfontconfig and one font (Debian and Ubuntu: apt-get"
        + " install fontconfig fonts-dejavu-core; Alpine: apk add fontconfig ttf-dejavu), and where"
        + " there is no screen -Djava.awt.headless=true.";
  }
}
