package io.leebert.deploy.traffic;

import org.jspecify.annotations.Nullable;

/**
 * An event to be produced.
 *
 * @param key record key, or null
 * @param text the text to classify
 * @param secondText second text of a pair task, or null
 * @param id the event's own id, or null
 * @param label its true label, or null where nobody knows it
 * @param patience the depth it asks for in the header {@code leebert-patience}, or null for the
 *     application's
 */
public record OutgoingEvent(
    @Nullable String key,
    String text,
    @Nullable String secondText,
    @Nullable String id,
    @Nullable String label,
    @Nullable Integer patience) {

  /** An event of a single text. */
  public static OutgoingEvent of(@Nullable String key, String text, @Nullable String id) {
    return new OutgoingEvent(key, text, null, id, null, null);
  }

  /** The same, asking for a depth of its own. */
  public OutgoingEvent withPatience(@Nullable Integer own) {
    return new OutgoingEvent(key, text, secondText, id, label, own);
  }
}
