package io.leebert.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leebert.deploy.broker.ChildJvm;
import io.leebert.deploy.broker.EmbeddedBroker;
import io.leebert.deploy.broker.EmbeddedRegistry;
import io.leebert.deploy.traffic.ClientSettings;
import io.leebert.deploy.traffic.LedgerCounts;
import io.leebert.schemas.event.CommandType;
import io.leebert.schemas.event.ModelEventType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The broker or the registry goes away while a trainer-service waits for commands and an
 * application follows the models topic: events, commands and take-overs go on, at the latest when
 * it is back. Only under {@code -Psoak}.
 */
@ExtendWith(ChaosServices.class)
@EnabledIfSystemProperty(named = "leebert.soak", matches = "true")
class ControlOutageIT {
  private static final int PER_SECOND = 200;
  private static final Duration LONG = Duration.ofMinutes(4);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  /** What happens between the making of a command and its sending. */
  @FunctionalInterface
  private interface Outage {
    void happen(List<ChildJvm> processes) throws Exception;
  }

  @Test
  void aBrokerThatIsKilledAndStartedAgain(ClientSettings shared) throws Exception {
    try (EmbeddedBroker broker =
        EmbeddedBroker.start(folder.resolve("broker"), ChaosServices.settings())) {
      ClientSettings clients = ChaosServices.patient(broker, shared.schemaRegistryUrl());
      goOnAfter(
          processes -> {
            BrokerOutageIT.quietly(processes, clients, broker::kill);
            broker.restart();
          },
          clients);
    }
  }

  /** Nobody needs it for schemas that were met before, and it is still held when all is done. */
  @Test
  void aRegistryThatStandsStill(EmbeddedBroker broker) throws Exception {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start(folder.resolve("registry"))) {
      try {
        goOnAfter(
            processes -> Signals.hold(registry.pid()),
            ChaosServices.patient(broker, registry.url()));
      } finally {
        Signals.release(registry.pid());
      }
    }
  }

  private void goOnAfter(Outage outage, ClientSettings clients) throws Exception {
    Path second = TinyBundle.version("2", folder.resolve("second"));
    try (TrainerDesk desk = TrainerDesk.create(clients, folder);
        ServedTopics topics = ServedTopics.create(clients, folder);
        Audit audit = new Audit(topics)) {
      ChildJvm service = desk.startReady("service", Map.of());
      desk.promoteTheFirst();
      ChildJvm app =
          topics.serve(
              "app",
              Map.of(
                  "leebert.bundle", "",
                  "leebert.models.topic", desk.models,
                  "leebert.instance", "desk-1",
                  "producer.transaction.timeout.ms", "600000"));
      Map<String, Integer> versions = new HashMap<>();
      audit.onEach(prediction -> versions.merge(prediction.getModelVersion(), 1, Integer::sum));
      AtomicBoolean over = new AtomicBoolean();
      var sending = audit.sendPacedUntil(over, PER_SECOND);
      try {
        audit.readUntil(2 * PER_SECOND);
        byte[] promote =
            desk.command(
                "second", CommandType.PROMOTE, command -> command.setUri(second.toString()));
        byte[] order =
            desk.command(
                "order",
                CommandType.SET_PATIENCE,
                command -> command.setPatience(TinyBundle.PATIENCE));
        outage.happen(List.of(service, app));
        desk.sendRaw(promote);
        desk.sendRaw(order);

        assertThat(desk.awaitEnd("second").getType())
            .as(desk.services())
            .isEqualTo(ModelEventType.DONE);
        assertThat(desk.awaitEnd("order").getType()).isEqualTo(ModelEventType.DONE);
        await("2")
            .atMost(LONG)
            .until(
                () -> {
                  audit.readUntil(audit.sent() + 1);
                  return versions.containsKey("2");
                });
      } finally {
        over.set(true);
      }
      sending.join();
      audit.readAll();

      int sent = audit.sent();
      assertThat(audit.ledger.counts()).isEqualTo(new LedgerCounts(sent, sent, 0, 0, 0, 0));
      assertThat(versions).containsOnlyKeys("1", "2");
      assertThat(List.of(service, app)).allMatch(ChildJvm::isAlive);
    }
  }
}
