package io.leebert.streams.topology;

import java.time.Duration;

/**
 * What the topology connects.
 *
 * @param inputTopic topic of the events
 * @param outputTopic topic of the predictions
 * @param deadLetterTopic topic of the events that cannot be classified
 * @param queueSize most events that cannot be classified which one task keeps while older events
 *     are being classified; the batcher itself bounds the others
 * @param maxWait longest time an event may wait for room in the batcher, or in the task, before the
 *     stream thread gives up; must stay below the transaction timeout
 */
public record TopologySettings(
    String inputTopic,
    String outputTopic,
    String deadLetterTopic,
    int queueSize,
    Duration maxWait) {}
