package io.leebert.trainer.retrain;

import org.jspecify.annotations.Nullable;

/**
 * A labelled text as it arrived, not checked yet: blank texts and labels are counted and listed by
 * {@link Retrainer}, not refused here.
 *
 * @param text the text
 * @param secondText the second text of a pair task, or null
 * @param label its label
 * @param timestamp when it was labelled, in milliseconds since 1970: the same text labelled twice
 *     takes the label of the latest, and at equal times of the one at the higher offset (of several
 *     partitions, of the same one always). Rows of files have {@link #OF_FILES}
 * @param origin where it is, for messages: {@code topic-partition@offset} or {@code file:line}
 */
public record Labelled(
    String text, @Nullable String secondText, String label, long timestamp, String origin) {

  /** Older than all else; of two such rows the one that comes later in its files counts. */
  public static final long OF_FILES = Long.MIN_VALUE;
}
