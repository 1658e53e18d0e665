package io.leebert.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.deploy.broker.ChildJvm;
import io.leebert.deploy.traffic.ClientSettings;
import io.leebert.deploy.traffic.LedgerCounts;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exactly once, as a reader of committed predictions sees it: 20,000 events while instances are
 * killed as {@code kill -9} does, with batches under way and transactions open.
 */
@ExtendWith(SharedServices.class)
class KilledApplicationIT {
  private static final int EVENTS = 20_000;
  private static final int ROUND = EVENTS / 4;
  private static final int PER_SECOND = 2_500;

  @TempDir Path folder;

  @Test
  void losesDoublesAndReordersNothingWhenItIsKilledAndStartedAgain(ClientSettings clients)
      throws Exception {
    try (ServedTopics topics = ServedTopics.create(clients, folder);
        Audit audit = new Audit(topics)) {
      ChildJvm only = topics.serve("only", Map.of());
      for (int sent = 0; sent < EVENTS - ROUND; sent += ROUND) {
        var sending = audit.sendPaced(ROUND, PER_SECOND);
        audit.readUntil(sent + ROUND / 3);
        only.kill();
        assertThat(audit.readCommitted()).as("killed in the middle").isLessThan(audit.sent());
        sending.join();
        only = topics.serve("only", Map.of());
        audit.readUntil(audit.sent());
      }
      audit.send(ROUND);
      audit.readAll();

      assertThat(audit.ledger.counts()).isEqualTo(new LedgerCounts(EVENTS, EVENTS, 0, 0, 0, 0));
      assertThat(audit.places()).isEqualTo(EVENTS);
    }
  }

  @Test
  void losesDoublesAndReordersNothingWhenOneOfTwoIsKilled(ClientSettings clients) throws Exception {
    try (ServedTopics topics = ServedTopics.create(clients, folder);
        Audit audit = new Audit(topics)) {
      audit.send(EVENTS / 2);
      ChildJvm survivor = topics.serve("survivor", Map.of());
      ChildJvm victim = topics.serve("victim", Map.of());
      audit.send(EVENTS / 2);
      audit.readUntil(EVENTS / 2);
      victim.kill();
      assertThat(audit.readCommitted()).as("killed in the middle").isLessThan(EVENTS);
      audit.readAll();

      assertThat(survivor.isAlive()).isTrue();
      assertThat(audit.ledger.counts()).isEqualTo(new LedgerCounts(EVENTS, EVENTS, 0, 0, 0, 0));
    }
  }

  @Test
  void losesDoublesAndReordersNothingWhenItIsStoppedInOrderUnderLoad(ClientSettings clients)
      throws Exception {
    try (ServedTopics topics = ServedTopics.create(clients, folder);
        Audit audit = new Audit(topics)) {
      audit.send(EVENTS);
      ChildJvm first = topics.serve("first", Map.of());
      audit.readUntil(EVENTS / 10);
      first.close();
      assertThat(audit.readCommitted()).as("stopped in the middle").isLessThan(EVENTS);
      ChildJvm second = topics.serve("second", Map.of());
      audit.readAll();

      assertThat(first.waitFor()).isEqualTo(143);
      assertThat(ServedTopics.text(first.log())).contains("stopped").doesNotContain("ERROR");
      assertThat(second.isAlive()).isTrue();
      assertThat(audit.ledger.counts()).isEqualTo(new LedgerCounts(EVENTS, EVENTS, 0, 0, 0, 0));
    }
  }
}
