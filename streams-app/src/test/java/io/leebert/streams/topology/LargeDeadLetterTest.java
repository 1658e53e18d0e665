package io.leebert.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a dead letter leaves out, when its topic would not take all, and what it says then. */
class LargeDeadLetterTest {
  private static final int LIMIT = 100_000;
  private static final int CAUSE = 4_000;

  /** Room for the message of the cause, but not for its trace. */
  private static final int HALF_CAUSE = CAUSE / 2;

  private final Headers headers = new RecordHeaders();

  @Test
  void whatFitsIsWhole() {
    headers.add("a", new byte[10]);
    Record<byte[], byte[]> letter = letter(new byte[10], new byte[LIMIT - 2 * CAUSE]);
    assertThat(letter.value().length).isEqualTo(LIMIT - 2 * CAUSE);
    assertThat(names(letter)).contains("a", DeadLetter.STACKTRACE);
    assertThat(names(letter)).noneMatch(name -> name.startsWith("leebert.dlq."));
  }

  @Test
  void theTraceGoesFirst() {
    headers.add("a", new byte[10]);
    Record<byte[], byte[]> letter = letter(new byte[10], new byte[LIMIT - HALF_CAUSE]);
    assertThat(letter.value().length).isEqualTo(LIMIT - HALF_CAUSE);
    assertThat(names(letter)).contains("a").doesNotContain(DeadLetter.STACKTRACE);
    assertThat(names(letter)).noneMatch(name -> name.startsWith("leebert.dlq."));
  }

  @Test
  void thenTheEventsHeadersAndTheirNumberIsTold() {
    headers.add("a", new byte[3000]).add("b", new byte[3000]);
    Record<byte[], byte[]> letter = letter(new byte[10], new byte[LIMIT - HALF_CAUSE]);
    assertThat(letter.value().length).isEqualTo(LIMIT - HALF_CAUSE);
    assertThat(names(letter)).doesNotContain("a", "b");
    assertThat(text(letter, DeadLetter.HEADERS)).isEqualTo("2");
  }

  @Test
  void aValueThatIsTooLargeIsCutAndItsSizeTold() {
    headers.add("traceparent", new byte[55]);
    Record<byte[], byte[]> letter = letter(new byte[10], new byte[2 * LIMIT]);
    assertThat(letter.key()).hasSize(10);
    assertThat(letter.value().length).isBetween(LIMIT - CAUSE, LIMIT);
    assertThat(text(letter, DeadLetter.VALUE_BYTES)).isEqualTo("" + 2 * LIMIT);
    assertThat(names(letter)).contains("traceparent").doesNotContain(DeadLetter.HEADERS);
  }

  @Test
  void headersThatWouldTakeTheRoomOfTheValueAreLeftOutToo() {
    headers.add("a", new byte[LIMIT]);
    Record<byte[], byte[]> letter = letter(new byte[10], new byte[LIMIT]);
    assertThat(letter.value().length).isBetween(LIMIT - CAUSE, LIMIT);
    assertThat(text(letter, DeadLetter.HEADERS)).isEqualTo("1");
    assertThat(text(letter, DeadLetter.VALUE_BYTES)).isEqualTo("" + LIMIT);
  }

  @Test
  void aKeyThatWouldTakeTheRoomIsLeftOutAndItsSizeTold() {
    Record<byte[], byte[]> whole = letter(new byte[LIMIT], new byte[50]);
    assertThat(whole.key()).isNull();
    assertThat(whole.value()).hasSize(50);
    assertThat(text(whole, DeadLetter.KEY_BYTES)).isEqualTo("" + LIMIT);
    assertThat(names(whole)).doesNotContain(DeadLetter.VALUE_BYTES);

    Record<byte[], byte[]> cut = letter(new byte[LIMIT], new byte[LIMIT]);
    assertThat(cut.key()).isNull();
    assertThat(cut.value().length).isBetween(LIMIT - CAUSE, LIMIT);
    assertThat(text(cut, DeadLetter.VALUE_BYTES)).isEqualTo("" + LIMIT);
  }

  @Test
  void aTombstoneStaysOne() {
    assertThat(letter(new byte[LIMIT], null).value()).isNull();
    headers.add("a", new byte[LIMIT]);
    assertThat(letter(new byte[10], null).value()).isNull();
  }

  /** Whatever it leaves out: it fits, and says where the event is whole. */
  private Record<byte[], byte[]> letter(byte[] key, byte @Nullable [] value) {
    PendingEvent event =
        new PendingEvent.Rejected(
            record(key, value),
            new PendingEvent.Source("in", 5, 6),
            new UnreadableEventException("bad"));
    Record<byte[], byte[]> letter =
        DeadLetter.of(event, new UnreadableEventException("bad " + "x".repeat(CAUSE)), LIMIT);
    assertThat(RecordSize.of(letter.key(), letter.value(), letter.headers()))
        .isLessThanOrEqualTo(LIMIT);
    assertThat(names(letter)).contains(DeadLetter.EXCEPTION, DeadLetter.MESSAGE);
    assertThat(text(letter, DeadLetter.TOPIC)).isEqualTo("in");
    assertThat(text(letter, DeadLetter.PARTITION)).isEqualTo("5");
    assertThat(text(letter, DeadLetter.OFFSET)).isEqualTo("6");
    return letter;
  }

  @SuppressWarnings("NullAway") // a tombstone has no value
  private Record<byte[], byte[]> record(byte[] key, byte @Nullable [] value) {
    return new Record<>(key, value, 3, headers);
  }

  private static Iterable<String> names(Record<byte[], byte[]> letter) {
    return Arrays.stream(letter.headers().toArray()).map(Header::key).toList();
  }

  private static String text(Record<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
