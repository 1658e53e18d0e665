package io.leebert.streams.topology;

import io.leebert.schemas.event.Prediction;
import io.leebert.streams.topology.PendingEvent.Asked;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The records that results become. They are made to be taken: a record that its topic refuses would
 * end the stream thread, and the next one at the same event again.
 */
final class Results {
  private final String topic;
  private final Serializer<Object> serializer;
  private final OutputLimits limits;

  Results(String topic, Serializer<Object> serializer, OutputLimits limits) {
    this.topic = topic;
    this.serializer = serializer;
    this.limits = limits;
  }

  /**
   * A prediction under its event's key, with its headers.
   *
   * @throws UnwritablePredictionException when the topic would not take it
   * @throws StreamsException when it cannot be serialized for now: no fault of the event
   */
  Record<byte[], byte[]> prediction(Asked event, Prediction prediction) {
    Record<byte[], byte[]> input = event.input();
    if (input.key() == null && limits.predictions().keyed()) {
      throw new UnwritablePredictionException(
          topic + " is compacted and takes no prediction without a key, but the event has none");
    }
    Headers headers = new RecordHeaders(input.headers().toArray());
    byte[] value;
    try {
      value = serializer.serialize(topic, headers, prediction);
    } catch (RuntimeException e) {
      throw new StreamsException(
          "cannot write the prediction of " + event.source() + ": " + e.getMessage(), e);
    }
    long size = RecordSize.of(input.key(), value, headers);
    if (size > limits.predictions().bytes()) {
      throw new UnwritablePredictionException(
          "its prediction, with key and headers as they came, takes "
              + size
              + " bytes, but "
              + topic
              + " takes "
              + limits.predictions().bytes()
              + " (max.message.bytes)");
    }
    return new Record<>(input.key(), value, input.timestamp(), headers);
  }

  /** A dead letter, with less in it where the topic would not take all. */
  Record<byte[], byte[]> deadLetter(PendingEvent event, Exception cause) {
    return DeadLetter.of(event, cause, limits.deadLetters().bytes());
  }
}
