package io.leebert.streams.topology;

import io.leebert.schemas.event.TextEvent;
import org.apache.kafka.common.header.Headers;

/** How the bytes of the input topic are read. */
@FunctionalInterface
public interface EventFormat {

  /**
   * Reads one event.
   *
   * @throws RuntimeException saying what is wrong with the bytes
   */
  TextEvent read(String topic, Headers headers, byte[] value);
}
