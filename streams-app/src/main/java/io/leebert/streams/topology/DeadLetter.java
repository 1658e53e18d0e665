package io.leebert.streams.topology;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * An event that could not be classified, as it goes to the dead letter topic: raw key, raw value,
 * timestamp and headers as they came, and the cause in headers named as Kafka Streams names them
 * (KIP-1034). Written by hand, because by the time an asynchronous result is known Kafka Streams
 * has forgotten where the event came from.
 */
final class DeadLetter {
  static final String EXCEPTION = "__streams.errors.exception";
  static final String MESSAGE = "__streams.errors.message";
  static final String STACKTRACE = "__streams.errors.stacktrace";
  static final String TOPIC = "__streams.errors.topic";
  static final String PARTITION = "__streams.errors.partition";
  static final String OFFSET = "__streams.errors.offset";

  /** Headers count towards the record's size: a long trace must not make an event unwritable. */
  private static final int MAX_TRACE = 4096;

  private static final int MAX_MESSAGE = 1024;

  private DeadLetter() {}

  /** The record for the dead letter topic. */
  static Record<byte[], byte[]> of(PendingEvent event, Exception cause) {
    Record<byte[], byte[]> input = event.input();
    PendingEvent.Source source = event.source();
    Headers headers = new RecordHeaders(input.headers().toArray());
    put(headers, EXCEPTION, cause.getClass().getName());
    put(headers, MESSAGE, cut(source + ": " + cause.getMessage(), MAX_MESSAGE));
    put(headers, STACKTRACE, cut(trace(cause), MAX_TRACE));
    put(headers, TOPIC, source.topic());
    put(headers, PARTITION, Integer.toString(source.partition()));
    put(headers, OFFSET, Long.toString(source.offset()));
    return new Record<>(input.key(), input.value(), input.timestamp(), headers);
  }

  private static void put(Headers headers, String name, @Nullable String value) {
    headers.add(name, String.valueOf(value).getBytes(StandardCharsets.UTF_8));
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length) + " [cut]";
  }

  private static String trace(Exception cause) {
    StringWriter text = new StringWriter();
    cause.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
