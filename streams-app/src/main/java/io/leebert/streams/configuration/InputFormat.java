package io.leebert.streams.configuration;

/** How the bytes of the input topic are to be read. */
public enum InputFormat {
  /** {@code TextEvent}s in the Confluent wire format. */
  AVRO,
  /** JSON objects. */
  JSON,
  /** Plain UTF-8 text. */
  TEXT
}
