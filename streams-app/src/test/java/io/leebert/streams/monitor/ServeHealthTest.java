package io.leebert.streams.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.leebert.schemas.monitor.Verdict;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.Test;
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

  @Test
  void beforeKafkaStreamsStartsItIsAliveAndSaysWhatItWaitsFor() {
    assertThat(health.live().ok()).isTrue();
    assertThat(health.startup().ok()).isFalse();
    assertThat(health.ready()).isEqualTo(health.startup());
    assertThat(health.ready().reason()).contains("loading the model");
    assertThat(health.ready().details())
        .containsExactly(entry("streams", "NOT_STARTED"), entry("model", "none"));
    assertThat(health.state()).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void whoeverIsToldNoIsToldTheState(State state) {
    health.starts(() -> state, () -> "tiny 1");
    for (Verdict verdict : List.of(health.live(), health.ready(), health.startup())) {
      assertThat(verdict.details())
          .containsExactly(entry("streams", state.name()), entry("model", "tiny 1"));
      if (!verdict.ok()) {
        assertThat(verdict.reason()).contains("Kafka Streams");
      }
    }
    if (!health.ready().ok()) {
      assertThat(health.ready().reason()).isEqualTo("Kafka Streams is " + state);
    }
  }

  @Test
  void theModelIsTheOneInServiceWhenSomebodyAsks() {
    AtomicReference<String> served = new AtomicReference<>("tiny 1");
    health.starts(() -> State.RUNNING, served::get);
    assertThat(health.ready().details()).containsEntry("model", "tiny 1");
    served.set("tiny 2");
    assertThat(health.ready().details()).containsEntry("model", "tiny 2");
  }

  @Test
  void oneThatRanForAMomentBeforeAnybodyLookedHasStarted() {
    AtomicReference<State> state = new AtomicReference<>(State.REBALANCING);
    health.starts(state::get, () -> "tiny 1");
    assertThat(health.startup().ok()).as("joins its group").isFalse();
    health.runs();
    assertThat(health.startup().ok()).isTrue();
    state.set(State.PENDING_SHUTDOWN);
    assertThat(health.startup().ok()).as("has started once and for all").isTrue();
    assertThat(health.ready().ok()).isFalse();
    assertThat(health.live().ok()).as("ends by itself").isTrue();
  }
}
