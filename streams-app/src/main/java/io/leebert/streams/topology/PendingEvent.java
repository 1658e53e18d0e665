package io.leebert.streams.topology;

import io.leebert.streams.batch.Outcome;
import io.leebert.streams.batch.Ticket;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * An event between its input record and its result. Everything the result needs is kept here: by
 * the time it is forwarded, Kafka Streams' own record context is another event's, or none.
 */
sealed interface PendingEvent {

  /** The input record: key, raw value, headers and timestamp. */
  Record<byte[], byte[]> input();

  /** Where it came from. */
  Source source();

  /** A place in the input topic. */
  record Source(String topic, int partition, long offset) {
    @Override
    public String toString() {
      return topic + "-" + partition + "@" + offset;
    }
  }

  /**
   * An event that cannot be classified.
   *
   * @param cause why
   */
  record Rejected(Record<byte[], byte[]> input, Source source, Exception cause)
      implements PendingEvent {}

  /**
   * An event in the batcher.
   *
   * @param question what was asked of the network
   * @param ticket where the answer will be
   */
  record Asked(Record<byte[], byte[]> input, Source source, Question question, Ticket ticket)
      implements PendingEvent {

    @Nullable Outcome outcome() {
      return ticket.outcome();
    }
  }
}
