package io.leebert.streams.topology;

/**
 * What the two topics that are written to take.
 *
 * @param predictions the topic of the predictions
 * @param deadLetters the topic of the dead letters, which takes records without a key
 */
public record OutputLimits(TopicLimits predictions, TopicLimits deadLetters) {
  /** Room in bytes that the cause of a dead letter may need; less its topic may not have. */
  public static final int LEAST_FOR_DEAD_LETTERS = 16 * 1024;

  /** Two topics as brokers make them unless told otherwise. */
  public static final OutputLimits USUAL = new OutputLimits(TopicLimits.USUAL, TopicLimits.USUAL);
}
