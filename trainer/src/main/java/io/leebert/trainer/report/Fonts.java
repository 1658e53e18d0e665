package io.leebert.trainer.report;

import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.util.Optional;

/**
 * Whether this Java can write letters into pictures. It needs no display, but three things that the
 * smallest container images leave out: libfreetype, libfontconfig and at least one font. Debian's
 * headless JRE and the Temurin images bring them; on Alpine they are {@code fontconfig} and {@code
 * ttf-dejavu}.
 */
final class Fonts {

  private Fonts() {}

  /** What is missing, and what helps; empty where letters can be drawn. */
  static Optional<String> missing() {
    try {
      double width =
          new TextLayout("0", PlotStyle.font(), new FontRenderContext(null, true, false))
              .getBounds()
              .getWidth();
      return width > 0 ? Optional.empty() : Optional.of(advice("letters have no width"));
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (Error | RuntimeException e) {
      // Which of them depends on what is missing: UnsatisfiedLinkError, NoClassDefFoundError,
      // InternalError, and a plain Error where there is no font.
      return Optional.of(advice(e.toString()));
    }
  }

  private static String advice(String cause) {
    return "The plots could not be drawn, because this Java finds no fonts ("
        + cause
        + "). It needs libfreetype, libfontconfig and one font: on Debian and Ubuntu apt-get"
        + " install fontconfig fonts-dejavu-core, on Alpine apk add fontconfig ttf-dejavu.";
  }
}
