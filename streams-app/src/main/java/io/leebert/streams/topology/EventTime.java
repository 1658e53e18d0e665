package io.leebert.streams.topology;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The timestamp of an event: its own, or where that is negative (clients other than Java's may send
 * none) the latest of its partition so far, or 0. Kafka Streams' own extractors either end the
 * thread over such an event, again and again, or leave it out without a word.
 */
final class EventTime implements TimestampExtractor {

  @Override
  public long extract(ConsumerRecord<Object, Object> event, long partitionTime) {
    return event.timestamp() >= 0 ? event.timestamp() : Math.max(0, partitionTime);
  }
}
