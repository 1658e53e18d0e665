package io.leebert.trainer.retrain;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A row to learn from or to score on: its text is there once.
 *
 * @param text the text
 * @param secondText the second text of a pair, or null
 * @param label its latest label
 * @param hash of its text, see {@link TextHash}
 * @param key what it is told apart by
 */
record Sample(String text, @Nullable String secondText, String label, String hash, String key) {

  /** By hash: a random order that does not depend on the order in which rows arrived. */
  static final Comparator<Sample> ORDER =
      Comparator.comparing(Sample::hash).thenComparing(Sample::key);
}
