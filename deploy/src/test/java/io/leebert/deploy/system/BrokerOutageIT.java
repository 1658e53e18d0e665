package io.leebert.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leebert.deploy.broker.ChildJvm;
import io.leebert.deploy.broker.EmbeddedBroker;
import io.leebert.deploy.traffic.ClientSettings;
import io.leebert.deploy.traffic.LedgerCounts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exactly once, and back without anybody's help, when the one broker there is (coordinators and
 * controller included) goes away under load and comes back.
 */
@ExtendWith(ChaosServices.class)
class BrokerOutageIT {
  private static final int EVENTS = Scale.read().otherEvents();
  private static final int PER_SECOND = 500;
  private static final Duration LONG = Duration.ofMinutes(3);
  private static final Set<TransactionState> ENDING =
      Set.of(
          TransactionState.PREPARE_COMMIT,
          TransactionState.PREPARE_ABORT,
          TransactionState.PREPARE_EPOCH_FENCE);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  /** What happens to the broker, and ends when it is back. */
  @FunctionalInterface
  private interface Outage {
    void happen(List<ChildJvm> instances) throws Exception;
  }

  /** Not within the end of a transaction; see {@link #quietly}. */
  @UnderProtocols(first = "classic")
  void aBrokerThatIsRestartedInOrder(String protocol, ClientSettings clients, EmbeddedBroker broker)
      throws Exception {
    survives(
        patient(protocol),
        clients,
        instances -> {
          quietly(instances, clients, broker::close);
          broker.restart();
        });
  }

  /** Not within the end of a transaction, and back before one times out; see {@link #quietly}. */
  @UnderProtocols(first = "streams")
  void aBrokerThatIsKilledAndStartedAgain(String protocol, ClientSettings shared) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"))) {
      ClientSettings clients = ChaosServices.patient(broker, shared.schemaRegistryUrl());
      survives(
          patient(protocol),
          clients,
          instances -> {
            quietly(instances, clients, broker::kill);
            broker.restart();
          });
    }
  }

  /** Transactions outlive the time that a broker takes to come back. */
  private static Map<String, String> patient(String protocol) {
    return Map.of("group.protocol", protocol, "producer.transaction.timeout.ms", "600000");
  }

  /**
   * Ends the broker with transactions open, but while none of them is being ended: a broker that
   * goes or comes is without leaders for a time, and Kafka 4.3.1 then leaves out the markers that
   * end transactions (its {@code KRaftMetadataCache.getPartitionLeaderEndpoint} takes a partition
   * without a leader for a deleted one). With a single replica nothing that an application does can
   * mend that; with several there always is another leader.
   */
  static void quietly(List<ChildJvm> instances, ClientSettings clients, Runnable end) {
    instances.forEach(instance -> Signals.hold(instance.pid()));
    awaitNoTransactionEnding(clients);
    end.run();
    instances.forEach(instance -> Signals.release(instance.pid()));
  }

  private static void awaitNoTransactionEnding(ClientSettings clients) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", clients.bootstrapServers()))) {
      await()
          .atMost(LONG)
          .until(
              () ->
                  admin.listTransactions().all().get().stream()
                      .map(TransactionListing::state)
                      .noneMatch(ENDING::contains));
    }
  }

  /**
   * Longer than the group's sessions, and longer than a send or a commit may take: Kafka Streams
   * finds tasks corrupted.
   */
  @UnderProtocols(first = "classic")
  void aBrokerThatStandsStill(String protocol, ClientSettings clients, EmbeddedBroker broker)
      throws Exception {
    Map<String, String> settings =
        Map.of(
            "group.protocol", protocol,
            "producer.max.block.ms", "5000",
            "producer.request.timeout.ms", "4000",
            "producer.delivery.timeout.ms", "5000");
    survives(
        settings,
        clients,
        instances -> await().atMost(LONG).until(() -> corruptsTasks(broker, instances)));
  }

  /** Holds the broker; tasks are corrupted only if something was under way in that moment. */
  private static boolean corruptsTasks(EmbeddedBroker broker, List<ChildJvm> instances) {
    Signals.hold(broker.pid());
    try {
      await()
          .pollDelay(Duration.ofMillis(ChaosServices.SESSION_MS + 1_000))
          .atMost(Duration.ofSeconds(45))
          .until(() -> instances.stream().anyMatch(BrokerOutageIT::hasCorruptedTasks));
      return true;
    } catch (ConditionTimeoutException e) {
      return false;
    } finally {
      Signals.release(broker.pid());
    }
  }

  private static boolean hasCorruptedTasks(ChildJvm instance) {
    return ServedTopics.text(instance.log()).contains("TaskCorruptedException");
  }

  private void survives(Map<String, String> settings, ClientSettings clients, Outage outage)
      throws Exception {
    try (ServedTopics topics = ServedTopics.create(clients, folder);
        Audit audit = new Audit(topics)) {
      ChildJvm first = topics.serve("first", settings);
      ChildJvm second = topics.serve("second", settings);
      var sending = audit.sendPaced(EVENTS, PER_SECOND);
      audit.readUntil(EVENTS / 8);
      outage.happen(List.of(first, second));
      sending.join();
      audit.readAll();

      assertThat(first.isAlive()).isTrue();
      assertThat(second.isAlive()).isTrue();
      assertThat(audit.ledger.counts()).isEqualTo(new LedgerCounts(EVENTS, EVENTS, 0, 0, 0, 0));
    }
  }
}
