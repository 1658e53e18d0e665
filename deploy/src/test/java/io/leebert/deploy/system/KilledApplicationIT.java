package io.leebert.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.deploy.broker.ChildJvm;
import io.leebert.deploy.traffic.ClientSettings;
import io.leebert.deploy.traffic.LedgerCounts;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exactly once on whatever broker there is, with the settings it has: one of two instances is
 * killed as {@code kill -9} does, with batches under way and transactions open. Only under {@code
 * -Psoak}: {@link ComingAndGoingIT} does worse in every build, on a broker of its own.
 */
@ExtendWith(SharedServices.class)
@EnabledIfSystemProperty(named = "leebert.soak", matches = "true")
class KilledApplicationIT {
  private static final int EVENTS = 8_000;
  private static final int PER_SECOND = 2_000;

  @TempDir Path folder;

  @Test
  void losesDoublesAndReordersNothingWhenOneOfTwoIsKilled(ClientSettings clients) throws Exception {
    try (ServedTopics topics = ServedTopics.create(clients, folder);
        Audit audit = new Audit(topics)) {
      audit.send(EVENTS / 2);
      ChildJvm survivor = topics.serve("survivor", Map.of());
      ChildJvm victim = topics.serve("victim", Map.of());
      var sending = audit.sendPaced(EVENTS / 2, PER_SECOND);
      audit.readUntil(EVENTS / 2 + EVENTS / 40);
      victim.kill();
      sending.join();
      audit.readAll();

      assertThat(survivor.isAlive()).isTrue();
      assertThat(audit.ledger.counts()).isEqualTo(new LedgerCounts(EVENTS, EVENTS, 0, 0, 0, 0));
    }
  }
}
