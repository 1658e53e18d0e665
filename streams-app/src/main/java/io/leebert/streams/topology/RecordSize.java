package io.leebert.streams.topology;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes a record takes at most, alone in its batch and not compressed (record format 2).
 * Producers count the same way before they refuse a record, and brokers never count more.
 */
final class RecordSize {
  private static final int BATCH = 61;

  /** Length, attributes, timestamp and offset of a record at their longest. */
  private static final int RECORD = 21;

  private RecordSize() {}

  static long of(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    long bytes = BATCH + RECORD + bytes(key) + bytes(value);
    int count = 0;
    for (Header header : headers) {
      bytes += bytes(header.key().getBytes(StandardCharsets.UTF_8)) + bytes(header.value());
      count++;
    }
    return bytes + number(count);
  }

  private static long bytes(byte @Nullable [] field) {
    return field == null ? 1 : number(field.length) + (long) field.length;
  }

  /** Length of a number of Kafka's: seven bits a byte, one of all the bits for the sign. */
  private static int number(int value) {
    int length = 1;
    for (long left = 2L * value; left > 0x7f; left >>= 7) {
      length++;
    }
    return length;
  }
}
