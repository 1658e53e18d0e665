package io.leebert.streams.batch;

import java.time.Duration;

/**
 * When a batch is full, and how much may wait.
 *
 * @param size most rows in a batch
 * @param delay longest time a row waits for company while the device is free
 * @param tokens most cells of a batch, padding included (rows times the longest row); a single row
 *     may be larger
 * @param queueSize most rows waiting; more are refused until the device has caught up
 */
public record BatchSettings(int size, Duration delay, int tokens, int queueSize) {

  public BatchSettings {
    if (size < 1 || tokens < 1 || delay.isNegative() || queueSize < size) {
      throw new IllegalArgumentException(
          "a batch needs at least 1 row, 1 token, a delay of 0 or more and a queue that holds at"
              + " least one batch, found size "
              + size
              + ", tokens "
              + tokens
              + ", delay "
              + delay
              + ", queue size "
              + queueSize);
    }
  }
}
