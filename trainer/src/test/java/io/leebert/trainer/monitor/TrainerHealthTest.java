package io.leebert.trainer.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.schemas.monitor.Verdict;
import io.leebert.trainer.service.ServiceState;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainerHealthTest {

  private final TrainerHealth health = new TrainerHealth();

  @Test
  void untilItIsAMemberOfItsGroupItIsAliveButNeitherStartedNorReady() {
    assertThat(health.live()).isEqualTo(new Verdict(true, "alive", Map.of("state", "joining")));
    assertThat(health.startup().ok()).isFalse();
    assertThat(health.ready())
        .isEqualTo(new Verdict(false, "not a member of its group yet", Map.of("state", "joining")));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "JOINING")
  void nothingThatAStartAnewWouldNotMendMakesItUnready(ServiceState state) {
    health.is(state);

    assertThat(health.live().ok()).isTrue();
    assertThat(health.startup().ok()).isTrue();
    assertThat(health.ready().ok()).isTrue();
  }

  @Test
  void oneThatHasEndedSaysSoAndHowItStoodThen() {
    health.is(ServiceState.IN_CHARGE);
    health.end();

    assertThat(health.live())
        .isEqualTo(new Verdict(false, "the service has ended", Map.of("state", "in_charge")));
    assertThat(health.ready().ok()).isFalse();
  }
}
