package io.leebert.trainer.service;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.serde.AvroSerializer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StartCheckTest {

  @Test
  void aBrokerThatDoesNotAnswerIsNamedWithWhatToLookAt() {
    TrainerSettings settings =
        TrainerSettings.of(
            Map.of(
                "bootstrap.servers", "127.0.0.1:1",
                "schema.registry.url", "mock://start",
                "leebert.trainer.model", "mails",
                "leebert.store.uri", "/models",
                "leebert.start.timeout.ms", "1000"),
            1);
    try (AvroSerializer<ModelEvent> events = new AvroSerializer<>()) {
      assertThatThrownBy(() -> StartCheck.run(settings, events))
          .isInstanceOf(StartException.class)
          .hasMessageStartingWith("no answer from a Kafka broker at 127.0.0.1:1 within 1 s: ")
          .hasMessageEndingWith("Check bootstrap.servers, and the security settings if it has any");
    }
  }
}
