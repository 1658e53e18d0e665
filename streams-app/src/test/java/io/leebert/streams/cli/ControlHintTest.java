package io.leebert.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.streams.fixture.Settings;
import org.junit.jupiter.api.Test;

class ControlHintTest {

  @Test
  void theOptionsNameWhatIsReadHereAndNoPassword() {
    assertThat(
            ControlHint.of(
                Settings.with(
                    "schema.registry.url",
                    "http://app:hunter2@one:8081,http://app:hunter2@two:8081",
                    "leebert.models.topic",
                    "team-models")))
        .isEqualTo(
            " --bootstrap-servers 127.0.0.1:1 --schema-registry-url http://one:8081,http://two:8081"
                + " --models-topic team-models");
    assertThat(ControlHint.of(Settings.with())).doesNotContain("--models-topic");
  }
}
