package io.leebert.streams.topology;

/**
 * What a topic takes.
 *
 * @param bytes most bytes of a record with everything around it, uncompressed
 * @param keyed whether records without a key are refused, as compacted topics do
 */
public record TopicLimits(int bytes, boolean keyed) {
  /** A topic as brokers make it unless told otherwise. */
  public static final TopicLimits USUAL = new TopicLimits(1_048_588, false);
}
