package io.leebert.deploy.quickstart;

import io.leebert.deploy.sample.Message;
import io.leebert.schemas.event.Prediction;
import java.util.Locale;

/**
 * A message and what came back for it.
 *
 * @param message what was sent, with its true label
 * @param prediction what the application said
 * @param latencyNanos from handing the event to the producer to reading the committed prediction
 */
record Answer(Message message, Prediction prediction, long latencyNanos) {
  private static final int TEXT_WIDTH = 64;

  boolean right() {
    return message.label().equals(prediction.getLabel());
  }

  /** One line for people. */
  String line() {
    return String.format(
        Locale.ROOT,
        "%-" + TEXT_WIDTH + "s  %-16s %5.1f %%  exit %2d of %d  %s",
        cut(message.text()),
        prediction.getLabel(),
        100 * prediction.getConfidence(),
        prediction.getExitLayer(),
        prediction.getLayers(),
        right() ? "right" : "wrong: " + message.label());
  }

  /** In one line, and so long that it ends between two letters, not within one. */
  private static String cut(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.codePointCount(0, line.length()) <= TEXT_WIDTH
        ? line
        : line.substring(0, line.offsetByCodePoints(0, TEXT_WIDTH - 3)) + "...";
  }
}
