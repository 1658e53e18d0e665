package io.leebert.streams.accuracy;

import java.time.Duration;

/**
 * Which labels are compared with answers.
 *
 * @param topic where they arrive
 * @param answers how many of the last answers are remembered for them; as many labels may wait
 * @param longestWait how long a label waits for an answer that comes after it
 */
public record LabelSettings(String topic, int answers, Duration longestWait) {}
