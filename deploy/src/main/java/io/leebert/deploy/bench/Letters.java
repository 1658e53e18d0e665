package io.leebert.deploy.bench;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.TextLayout;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Whether this Java can draw pictures with letters on them, asked before one is begun: libfreetype,
 * libfontconfig and a font are what the smallest images leave out.
 */
final class Letters {

  private Letters() {}

  /**
   * Draws a letter where nobody sees it.
   *
   * @param picture what is to be drawn, for the message
   * @throws IOException when it cannot be drawn, saying what helps
   */
  static void require(Path picture) throws IOException {
    require(picture, Letters::one);
  }

  static void require(Path picture, Runnable drawing) throws IOException {
    try {
      drawing.run();
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (Error | RuntimeException e) {
      // Which of them depends on what is missing: UnsatisfiedLinkError, NoClassDefFoundError,
      // InternalError, AWTError, and a plain Error where there is no font.
      throw new IOException(
          "cannot draw "
              + picture
              + ": "
              + e
              + ". Drawing needs libfreetype, libfontconfig and a font"
              + " (Debian: apt-get install fontconfig fonts-dejavu-core)",
          e);
    }
  }

  private static void one() {
    Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    try {
      Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
      new TextLayout("0", font, graphics.getFontRenderContext()).draw(graphics, 0, 1);
    } finally {
      graphics.dispose();
    }
  }
}
