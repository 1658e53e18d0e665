package io.leebert.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leebert.deploy.broker.ChildJvm;
import io.leebert.deploy.traffic.ClientSettings;
import io.leebert.deploy.traffic.LedgerCounts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exactly once when an instance stands still for too long, as in a long garbage collection or on a
 * machine that was suspended, and then goes on as if nothing had been.
 */
@ExtendWith(ChaosServices.class)
class HeldInstanceIT {
  private static final int EVENTS = Scale.read().otherEvents();
  private static final int PER_SECOND = 1_000;

  /** Several transactions long. */
  private static final String LONG_SESSION_MS = "60000";

  private static final Duration LONG = Duration.ofMinutes(3);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @UnderProtocols(first = "streams")
  void anInstanceHeldForLongerThanItsSessionIsReplacedAndThenServesAgain(
      String protocol, ClientSettings clients) throws Exception {
    Map<String, String> settings = Map.of("group.protocol", protocol);
    try (ServedTopics topics = ServedTopics.create(clients, folder);
        Audit audit = new Audit(topics)) {
      ChildJvm held = topics.serve("held", settings);
      ChildJvm other = topics.serve("other", settings);
      var sending = audit.sendPaced(EVENTS / 2, PER_SECOND);
      audit.readUntil(EVENTS / 8);
      Signals.hold(held.pid());
      sending.join();
      // The other one answers everything: the session of the one that is held is over.
      audit.readUntil(audit.sent());
      sending = audit.sendPaced(EVENTS / 4, PER_SECOND);
      Signals.release(held.pid());
      sending.join();
      audit.readUntil(audit.sent());
      Signals.terminate(other.pid());
      assertThat(ServedTopics.awaitEnd(other)).isEqualTo(143);
      audit.send(EVENTS / 4);
      audit.readAll();

      assertThat(held.isAlive()).isTrue();
      assertThat(audit.ledger.counts())
          .isEqualTo(new LedgerCounts(audit.sent(), audit.sent(), 0, 0, 0, 0));
    }
  }

  @UnderProtocols(first = "classic")
  void aTransactionThatTimesOutIsDoneAgain(String protocol, ClientSettings clients)
      throws Exception {
    Map<String, String> settings =
        Map.of(
            "group.protocol", protocol,
            "session.timeout.ms", LONG_SESSION_MS,
            "producer.transaction.timeout.ms", "5000");
    try (ServedTopics topics = ServedTopics.create(clients, folder);
        Audit audit = new Audit(topics);
        Admin admin = Admin.create(Map.of("bootstrap.servers", clients.bootstrapServers()))) {
      giveSession(admin, topics.application);
      ChildJvm only = topics.serve("only", settings);
      // Until a transaction is caught open, however long that takes.
      AtomicBoolean over = new AtomicBoolean();
      var sending = audit.sendPacedUntil(over, PER_SECOND / 2);
      try {
        audit.readUntil(EVENTS / 8);
        holdInTransaction(only, admin, topics.application);
        await().atMost(LONG).until(() -> !inTransaction(admin, topics.application));
        Signals.release(only.pid());
      } finally {
        over.set(true);
      }
      sending.join();
      audit.send(Math.max(0, EVENTS - audit.sent()));
      audit.readAll();

      assertThat(only.isAlive()).isTrue();
      assertThat(audit.ledger.counts())
          .isEqualTo(new LedgerCounts(audit.sent(), audit.sent(), 0, 0, 0, 0));
    }
  }

  /** In the streams protocol the length of a session is the group's, and the broker keeps it. */
  private static void giveSession(Admin admin, String group) throws Exception {
    ConfigEntry session = new ConfigEntry("streams.session.timeout.ms", LONG_SESSION_MS);
    admin
        .incrementalAlterConfigs(
            Map.of(
                new ConfigResource(ConfigResource.Type.GROUP, group),
                List.of(new AlterConfigOp(session, AlterConfigOp.OpType.SET))))
        .all()
        .get();
  }

  private static void holdInTransaction(ChildJvm instance, Admin admin, String application) {
    await()
        .atMost(LONG)
        .until(
            () -> {
              Signals.hold(instance.pid());
              if (inTransaction(admin, application)) {
                return true;
              }
              Signals.release(instance.pid());
              return false;
            });
  }

  private static boolean inTransaction(Admin admin, String application) throws Exception {
    for (TransactionListing listing : admin.listTransactions().all().get()) {
      if (listing.transactionalId().startsWith(application + "-")
          && listing.state() == TransactionState.ONGOING) {
        return true;
      }
    }
    return false;
  }
}
