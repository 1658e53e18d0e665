package io.leebert.deploy.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmbeddedBrokerTest {
  private static final Path FOLDER = Path.of("/somewhere");

  private static Map<String, String> properties(Map<String, String> settings) {
    return EmbeddedBroker.properties(FOLDER, 19092, 19093, settings);
  }

  @Test
  void itIsReachedFromThisMachineOnlyAndKeepsItsDataInItsFolder() {
    assertThat(properties(Map.of()))
        .containsEntry("listeners", "BROKER://127.0.0.1:19092,CONTROLLER://127.0.0.1:19093")
        .containsEntry("advertised.listeners", "BROKER://127.0.0.1:19092")
        .containsEntry("log.dirs", FOLDER.resolve("data").toString());
  }

  @Test
  void oneReplicaIsEnoughForEverythingThatItKeepsForItself() {
    assertThat(properties(Map.of()))
        .containsEntry("offsets.topic.replication.factor", "1")
        .containsEntry("transaction.state.log.replication.factor", "1")
        .containsEntry("transaction.state.log.min.isr", "1");
  }

  @Test
  void settingsGoBeforeOursButAListenerIsOneMore() {
    assertThat(
            properties(
                Map.of(
                    "num.io.threads",
                    "2",
                    "message.max.bytes",
                    "4096",
                    "listeners",
                    "SAFE://127.0.0.1:19094",
                    "listener.security.protocol.map",
                    "SAFE:SASL_SSL")))
        .containsEntry("num.io.threads", "2")
        .containsEntry("message.max.bytes", "4096")
        .containsEntry(
            "listeners",
            "BROKER://127.0.0.1:19092,CONTROLLER://127.0.0.1:19093,SAFE://127.0.0.1:19094")
        .containsEntry(
            "listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT,SAFE:SASL_SSL")
        .containsEntry("advertised.listeners", "BROKER://127.0.0.1:19092");
  }
}
