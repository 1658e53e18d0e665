package io.leebert.streams.topology;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.streams.fixture.ManualClock;
import java.time.Duration;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class RecoveryTest {
  private final ManualClock clock = new ManualClock();
  private final Recovery recovery = new Recovery(clock, 1);
  private final Throwable passing = new StreamsException("no", new TimeoutException("slow broker"));

  @Test
  void aThreadThatDiedOfAPassingTroubleIsReplaced() {
    assertThat(recovery.handle(passing)).isEqualTo(REPLACE_THREAD);
    assertThat(recovery.fatal()).isNull();
  }

  @Test
  void threadsThatDieFasterThanTroublePassesEndTheApplication() {
    for (int i = 0; i < 10; i++) {
      assertThat(recovery.handle(passing)).isEqualTo(REPLACE_THREAD);
    }
    assertThat(recovery.handle(passing)).isEqualTo(SHUTDOWN_CLIENT);
    assertThat(recovery.fatal()).isSameAs(passing);
  }

  @Test
  void oneTroubleOfManyThreadsIsNotTakenForMany() {
    Recovery large = new Recovery(clock, 4);
    for (int i = 0; i < 40; i++) {
      assertThat(large.handle(passing)).isEqualTo(REPLACE_THREAD);
    }
    assertThat(large.handle(passing)).isEqualTo(SHUTDOWN_CLIENT);
  }

  @Test
  void aBrokerThatDoesNotSpeakTheGroupProtocolEndsTheApplication() {
    assertThat(recovery.handle(new StreamsException(new UnsupportedVersionException("no streams"))))
        .isEqualTo(SHUTDOWN_CLIENT);
  }

  @Test
  void deathsThatAreLongPastAreForgiven() {
    for (int i = 0; i < 40; i++) {
      assertThat(recovery.handle(passing)).isEqualTo(REPLACE_THREAD);
      clock.advance(Duration.ofMinutes(1));
    }
  }

  @Test
  void whatAnotherThreadWouldMeetAgainEndsTheApplicationAtOnce() {
    assertThat(recovery.handle(new DeviceException("gone", null))).isEqualTo(SHUTDOWN_CLIENT);
    assertThat(
            new Recovery(clock, 1)
                .handle(new StreamsException(new TopicAuthorizationException("predictions"))))
        .isEqualTo(SHUTDOWN_CLIENT);
    assertThat(new Recovery(clock, 1).handle(new StreamsException(new OutOfMemoryError())))
        .isEqualTo(SHUTDOWN_CLIENT);
  }
}
