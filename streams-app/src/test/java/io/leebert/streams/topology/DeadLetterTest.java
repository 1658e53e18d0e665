package io.leebert.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.internals.ExceptionHandlerUtils;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
  private final Record<byte[], byte[]> input =
      new Record<>(new byte[] {1}, new byte[] {2}, 3, new RecordHeaders().add("a", new byte[] {4}));
  private final PendingEvent event =
      new PendingEvent.Rejected(
          input, new PendingEvent.Source("in", 5, 6), new UnreadableEventException("bad"));

  @Test
  void theHeadersAreNamedAsKafkaStreamsNamesThem() {
    assertThat(DeadLetter.EXCEPTION).isEqualTo(ExceptionHandlerUtils.HEADER_ERRORS_EXCEPTION_NAME);
    assertThat(DeadLetter.MESSAGE)
        .isEqualTo(ExceptionHandlerUtils.HEADER_ERRORS_EXCEPTION_MESSAGE_NAME);
    assertThat(DeadLetter.STACKTRACE)
        .isEqualTo(ExceptionHandlerUtils.HEADER_ERRORS_STACKTRACE_NAME);
    assertThat(DeadLetter.TOPIC).isEqualTo(ExceptionHandlerUtils.HEADER_ERRORS_TOPIC_NAME);
    assertThat(DeadLetter.PARTITION).isEqualTo(ExceptionHandlerUtils.HEADER_ERRORS_PARTITION_NAME);
    assertThat(DeadLetter.OFFSET).isEqualTo(ExceptionHandlerUtils.HEADER_ERRORS_OFFSET_NAME);
  }

  @Test
  void aLongTraceIsCutSoThatTheLetterStaysWritable() {
    Exception cause = new IllegalStateException("x".repeat(100_000));
    Record<byte[], byte[]> letter = letter(event, cause);
    int bytes = 0;
    for (var header : letter.headers()) {
      bytes += header.value().length;
    }
    assertThat(bytes).isLessThan(6_000);
    assertThat(text(letter, DeadLetter.STACKTRACE)).endsWith("[cut]");
  }

  @Test
  void aCauseWithoutAMessageIsStillALetter() {
    Record<byte[], byte[]> letter = letter(event, new IllegalStateException());
    assertThat(text(letter, DeadLetter.MESSAGE)).isEqualTo("in-5@6: null");
  }

  @Test
  void theEventItselfIsLeftAsItWas() {
    Record<byte[], byte[]> letter = letter(event, new IllegalStateException("x"));
    assertThat(letter.headers().toArray()).hasSize(7);
    assertThat(input.headers().toArray()).hasSize(1);
    assertThat(letter.value()).isSameAs(input.value());
    assertThat(letter.timestamp()).isEqualTo(3);
  }

  private static Record<byte[], byte[]> letter(PendingEvent event, Exception cause) {
    return DeadLetter.of(event, cause, TopicLimits.USUAL.bytes());
  }

  private static String text(Record<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
