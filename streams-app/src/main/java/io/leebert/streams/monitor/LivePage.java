package io.leebert.streams.monitor;

import io.leebert.schemas.monitor.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The page itself: one file, which needs nothing from elsewhere. */
final class LivePage {
  private static final String FILE = "page.html";

  private LivePage() {}

  static Answer read() {
    try (InputStream file = LivePage.class.getResourceAsStream(FILE)) {
      return new Answer(
          200, "text/html; charset=utf-8", Objects.requireNonNull(file, FILE).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + FILE, e);
    }
  }
}
