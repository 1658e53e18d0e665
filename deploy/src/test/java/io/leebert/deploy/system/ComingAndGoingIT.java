package io.leebert.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.deploy.broker.ChildJvm;
import io.leebert.deploy.traffic.ClientSettings;
import io.leebert.deploy.traffic.LedgerCounts;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exactly once, as a reader of committed predictions sees it, while three instances come and go:
 * killed as {@code kill -9} does at random moments, with batches under way and transactions open,
 * stopped in order, and started again.
 */
@ExtendWith(ChaosServices.class)
class ComingAndGoingIT {
  private static final Scale SCALE = Scale.read();
  private static final int INSTANCES = 3;
  private static final int PER_SECOND = 2_000;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @UnderProtocols(first = "classic")
  void losesDoublesAndReordersNothingWhileInstancesAreKilledAndStopped(
      String protocol, ClientSettings clients) throws Exception {
    Random random = new Random(SCALE.seed());
    try (ServedTopics topics = ServedTopics.create(clients, folder);
        Audit audit = new Audit(topics)) {
      Fleet fleet = new Fleet(topics, Map.of("group.protocol", protocol), random);
      for (int i = 0; i < INSTANCES; i++) {
        fleet.start();
      }
      var sending = audit.sendPaced(SCALE.events(), PER_SECOND);
      for (int i = 0; i < SCALE.kills(); i++) {
        audit.readUntil(momentOf(i, random));
        fleet.kill();
        fleet.start();
        if (i == 0 || (i % 2 == 1 && random.nextBoolean())) {
          fleet.awaitServing();
          fleet.stop();
          fleet.start();
        }
      }
      sending.join();
      audit.readAll();

      assertThat(audit.ledger.counts())
          .isEqualTo(new LedgerCounts(SCALE.events(), SCALE.events(), 0, 0, 0, 0));
      assertThat(audit.places()).isEqualTo(SCALE.events());
      assertThat(fleet.running()).hasSize(INSTANCES).allMatch(ChildJvm::isAlive);
    }
  }

  /** A random place in a slice of its own, and none so late that nothing is under way any more. */
  private static int momentOf(int kill, Random random) {
    int slice = SCALE.events() * 9 / 10 / SCALE.kills();
    return kill * slice + random.nextInt(slice);
  }

  @UnderProtocols(first = "streams")
  void losesDoublesAndReordersNothingWhenItIsStoppedInOrderUnderLoad(
      String protocol, ClientSettings clients) throws Exception {
    int events = SCALE.otherEvents();
    Map<String, String> settings = Map.of("group.protocol", protocol);
    try (ServedTopics topics = ServedTopics.create(clients, folder);
        Audit audit = new Audit(topics)) {
      audit.send(events);
      ChildJvm first = topics.serve("first", settings);
      audit.readUntil(1);
      Signals.terminate(first.pid());
      assertThat(ServedTopics.awaitEnd(first)).isEqualTo(143);
      assertThat(ServedTopics.text(first.log()))
          .contains("Application: stopped")
          .doesNotContain("not stopped within");
      ChildJvm second = topics.serve("second", settings);
      audit.readAll();

      assertThat(second.isAlive()).isTrue();
      assertThat(audit.ledger.counts()).isEqualTo(new LedgerCounts(events, events, 0, 0, 0, 0));
    }
  }
}
