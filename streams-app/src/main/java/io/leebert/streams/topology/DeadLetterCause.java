package io.leebert.streams.topology;

/** Why events become dead letters, in few kinds: whoever counts them wants no more. */
public enum DeadLetterCause {
  /** Its bytes cannot be decoded: no Avro, or of a schema that nobody knows. */
  UNDECODABLE,

  /** It was decoded, and there is no text in it that could be classified. */
  UNREADABLE,

  /** The network fails on it, while it answers others. */
  UNCLASSIFIABLE,

  /** The topic of predictions would not take its prediction. */
  UNWRITABLE;

  /** Of an event that was not even asked about. */
  static DeadLetterCause ofReading(Exception cause) {
    return cause instanceof UnreadableEventException ? UNREADABLE : UNDECODABLE;
  }
}
