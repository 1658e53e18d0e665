package io.leebert.streams.topology;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the topology connects.
 *
 * @param inputTopic topic of the events
 * @param outputTopic topic of the predictions
 * @param deadLetterTopic topic of the events that cannot be classified
 * @param patience patience of events that do not ask for their own, or null for the model's own
 * @param followsLoad true leaves patience to the batcher, at the time a row runs
 * @param queueSize most events that cannot be classified which one task keeps while older events
 *     are being classified; the batcher itself bounds the others
 * @param maxWait longest time an event may wait for room in the batcher, or in the task, before the
 *     stream thread gives up; must stay below the transaction timeout
 */
public record TopologySettings(
    String inputTopic,
    String outputTopic,
    String deadLetterTopic,
    @Nullable Integer patience,
    boolean followsLoad,
    int queueSize,
    Duration maxWait) {

  /** The same, for a batcher that decides on patience by the load. */
  public TopologySettings followingLoad() {
    return new TopologySettings(
        inputTopic, outputTopic, deadLetterTopic, null, true, queueSize, maxWait);
  }
}
