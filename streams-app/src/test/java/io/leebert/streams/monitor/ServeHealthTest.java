package io.leebert.streams.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What probes are told in each state of Kafka Streams. */
class ServeHealthTest {
  private final ServeHealth health = new ServeHealth();

  @ParameterizedTest
  @EnumSource
  void itIsAliveUnlessKafkaStreamsHasEnded(State state) {
    health.starts(() -> state, () -> "tiny 1");
    health.runs();
    assertThat(health.live().ok())
        .isEqualTo(!Set.of(State.ERROR, State.NOT_RUNNING).contains(state));
  }

  @ParameterizedTest
  @EnumSource
  void onceItHasRunItStaysReadyWhilePartitionsMove(State state) {
    health.starts(() -> state, () -> "tiny 1");
    health.runs();
    assertThat(health.ready().ok())
        .isEqualTo(Set.of(State.RUNNING, State.REBALANCING).contains(state));
    assertThat(health.startup().ok()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void beforeItHasRunItIsReadyOnlyWhenItRuns(State state) {
    health.starts(() -> state, () -> "tiny 1");
    assertThat(health.ready().ok()).isEqualTo(state == State.RUNNING);
    assertThat(health.startup().ok()).isEqualTo(state == State.RUNNING);
    assertThat(health.ready().details()).containsEntry("streams", state.name());
  }
}
