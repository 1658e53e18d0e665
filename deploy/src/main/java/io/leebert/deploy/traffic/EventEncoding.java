package io.leebert.deploy.traffic;

/** How an event's value is written: what {@code leebert.input.format} of the application reads. */
public enum EventEncoding {
  /** {@code TextEvent} in the Confluent wire format. */
  AVRO,
  /** An object with {@code text}, and {@code secondText} and {@code id} where there are any. */
  JSON,
  /** The text in UTF-8 and nothing else. */
  TEXT
}
