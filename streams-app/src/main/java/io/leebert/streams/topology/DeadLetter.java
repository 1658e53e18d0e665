package io.leebert.streams.topology;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * An event that could not be classified, as it goes to the dead letter topic: raw key, raw value,
 * timestamp and headers as they came, and the cause in headers named as Kafka Streams names them
 * (KIP-1034). Written by hand, because by the time an asynchronous result is known Kafka Streams
 * has forgotten where the event came from.
 *
 * <p>The cause takes room, so that an event near its topic's limit makes a letter beyond it. Such a
 * letter leaves out, as far as needed and in this order: the trace; the event's headers; the end of
 * the value; the key. Headers of ours then tell what the event had, and its coordinates where it is
 * still whole.
 */
final class DeadLetter {
  static final String EXCEPTION = "__streams.errors.exception";
  static final String MESSAGE = "__streams.errors.message";
  static final String STACKTRACE = "__streams.errors.stacktrace";
  static final String TOPIC = "__streams.errors.topic";
  static final String PARTITION = "__streams.errors.partition";
  static final String OFFSET = "__streams.errors.offset";

  /** Number of the event's headers, where they are left out. */
  static final String HEADERS = "leebert.dlq.headers";

  /** Bytes of the event's value, where its end is cut off. */
  static final String VALUE_BYTES = "leebert.dlq.value.bytes";

  /** Bytes of the event's key, where it is left out. */
  static final String KEY_BYTES = "leebert.dlq.key.bytes";

  /** Headers count towards the record's size: a long trace must not make an event unwritable. */
  private static final int MAX_TRACE = 4096;

  private static final int MAX_MESSAGE = 1024;

  private DeadLetter() {}

  /**
   * The record for the dead letter topic.
   *
   * @param mostBytes most bytes that the topic takes, {@link OutputLimits#LEAST_FOR_DEAD_LETTERS}
   *     or more
   */
  static Record<byte[], byte[]> of(PendingEvent event, Exception cause, int mostBytes) {
    Record<byte[], byte[]> input = event.input();
    Headers why = why(event, cause);
    Headers whole = together(input.headers(), why);
    Headers traced = together(whole, new RecordHeaders());
    put(traced, STACKTRACE, cut(trace(cause), MAX_TRACE));
    if (RecordSize.of(input.key(), input.value(), traced) <= mostBytes) {
      return letter(input, input.key(), input.value(), traced);
    }
    if (RecordSize.of(input.key(), input.value(), whole) <= mostBytes) {
      return letter(input, input.key(), input.value(), whole);
    }
    put(why, HEADERS, Integer.toString(input.headers().toArray().length));
    if (RecordSize.of(input.key(), input.value(), why) <= mostBytes) {
      return letter(input, input.key(), input.value(), why);
    }
    // From here on the value is cut. What goes with it may take half of the room.
    for (Headers headers : new Headers[] {whole, why}) {
      put(headers, VALUE_BYTES, Integer.toString(length(input.value())));
      if (RecordSize.of(input.key(), null, headers) <= mostBytes / 2) {
        return cut(input, input.key(), headers, mostBytes);
      }
    }
    put(why, KEY_BYTES, Integer.toString(length(input.key())));
    if (RecordSize.of(null, input.value(), why) <= mostBytes) {
      why.remove(VALUE_BYTES);
      return letter(input, null, input.value(), why);
    }
    return cut(input, null, why, mostBytes);
  }

  private static Headers why(PendingEvent event, Exception cause) {
    PendingEvent.Source source = event.source();
    Headers headers = new RecordHeaders();
    put(headers, EXCEPTION, cause.getClass().getName());
    put(headers, MESSAGE, cut(source + ": " + cause.getMessage(), MAX_MESSAGE));
    put(headers, TOPIC, source.topic());
    put(headers, PARTITION, Integer.toString(source.partition()));
    put(headers, OFFSET, Long.toString(source.offset()));
    return headers;
  }

  private static Headers together(Headers first, Headers second) {
    Headers both = new RecordHeaders(first.toArray());
    second.forEach(both::add);
    return both;
  }

  private static Record<byte[], byte[]> cut(
      Record<byte[], byte[]> input, byte @Nullable [] key, Headers headers, int mostBytes) {
    // Up to four bytes more for the length of a value than for none.
    long room = mostBytes - RecordSize.of(key, null, headers) - 4;
    byte[] value = input.value();
    byte[] begin = value == null ? null : Arrays.copyOf(value, (int) Math.min(value.length, room));
    return letter(input, key, begin, headers);
  }

  @SuppressWarnings("NullAway") // Kafka's records may have neither key nor value.
  private static Record<byte[], byte[]> letter(
      Record<byte[], byte[]> input,
      byte @Nullable [] key,
      byte @Nullable [] value,
      Headers headers) {
    return new Record<>(key, value, input.timestamp(), headers);
  }

  private static int length(byte @Nullable [] field) {
    return field == null ? 0 : field.length;
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
