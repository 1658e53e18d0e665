package io.leebert.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class DeadLetterCauseTest {

  @Test
  void whatWasDecodedAndHasNoTextIsUnreadable() {
    assertThat(DeadLetterCause.ofReading(new UnreadableEventException("no text")))
        .isEqualTo(DeadLetterCause.UNREADABLE);
  }

  @Test
  void whatTheDeserializerRefusesIsUndecodable() {
    assertThat(DeadLetterCause.ofReading(new SerializationException("unknown magic byte")))
        .isEqualTo(DeadLetterCause.UNDECODABLE);
    assertThat(
            DeadLetterCause.ofReading(
                new SerializationException("wrapped", new UnreadableEventException("no text"))))
        .isEqualTo(DeadLetterCause.UNDECODABLE);
  }
}
