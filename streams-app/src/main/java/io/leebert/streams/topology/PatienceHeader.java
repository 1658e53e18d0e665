package io.leebert.streams.topology;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The record header by which a single event asks for its own depth. */
final class PatienceHeader {
  static final String NAME = "leebert-patience";

  private PatienceHeader() {}

  /**
   * The patience an event runs with: the header's (the last one, should there be several), else the
   * usual one.
   *
   * @param usual patience of events without the header
   * @param layers number of layers (M), the largest patience there is
   * @throws UnreadableEventException when the header is not a decimal number from 0 to M
   */
  static int read(Headers headers, int usual, int layers) {
    Header header = headers.lastHeader(NAME);
    if (header == null) {
      return usual;
    }
    String text =
        header.value() == null ? "" : new String(header.value(), StandardCharsets.ISO_8859_1);
    if (text.matches("[0-9]{1,4}")) {
      int patience = Integer.parseInt(text);
      if (patience <= layers) {
        return patience;
      }
    }
    throw new UnreadableEventException(
        "header " + NAME + " must be a number from 0 to " + layers + ", found '" + text + "'");
  }
}
