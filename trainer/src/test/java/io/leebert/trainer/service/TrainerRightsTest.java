package io.leebert.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.schemas.rights.Right;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainerRightsTest {

  @Test
  void rightsAreAskedForOnWhatTheSettingsName() {
    TrainerSettings settings =
        TrainerSettings.of(
            Map.of(
                "bootstrap.servers", "localhost:9092",
                "schema.registry.url", "mock://rights",
                "leebert.trainer.model", "mails",
                "leebert.store.uri", "/models",
                "leebert.control.topic", "c",
                "leebert.models.topic", "m",
                "leebert.labelled.topic", "l",
                "group.id", "g"),
            1);

    assertThat(TrainerRights.of(settings))
        .extracting(Right::words)
        .containsExactlyInAnyOrder(
            "READ on topic c",
            "READ on topic l",
            "READ on topic m",
            "WRITE on topic m",
            "READ on group g",
            "WRITE on transactional id leebert-trainer-m",
            "DESCRIBE_CONFIGS on topic m");
  }

  @Test
  void onlyTheSettingsOfATopicCanBeDoneWithout() {
    assertThat(TrainerRights.of("g", "c", "m", "l"))
        .filteredOn(right -> !right.needed())
        .extracting(Right::words)
        .containsExactly("DESCRIBE_CONFIGS on topic m");
  }

  @Test
  void theIdOfTheRightIsTheOneThatTheProducerHas() {
    ClientProperties clients =
        ClientProperties.of(
            Map.of("bootstrap.servers", "localhost:9092", "schema.registry.url", "mock://rights"),
            "c",
            "m");

    assertThat(TrainerRights.of("g", "c", "m", "l"))
        .extracting(Right::name)
        .contains(String.valueOf(clients.producer().get("transactional.id")));
  }
}
