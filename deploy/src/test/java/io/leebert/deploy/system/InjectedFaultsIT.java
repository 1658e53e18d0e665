package io.leebert.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.deploy.broker.ChildJvm;
import io.leebert.deploy.traffic.ClientSettings;
import io.leebert.deploy.traffic.LedgerCounts;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Exactly once when the network, its device or a producer fails; see {@link FaultyServe}. */
@ExtendWith(ChaosServices.class)
class InjectedFaultsIT {
  private static final int EVENTS = Scale.read().otherEvents();
  private static final int PER_SECOND = 2_000;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @UnderProtocols(first = "streams")
  void eventsTheNetworkFailsOnAreSetAsideOnceAndAllOthersServed(
      String protocol, ClientSettings clients) throws Exception {
    try (ServedTopics topics = ServedTopics.create(clients, folder);
        Audit audit = new Audit(topics, 100)) {
      ChildJvm app = topics.serveWithFaults("app", settings(protocol), FaultyServe.POISON);
      audit.sendPaced(EVENTS, PER_SECOND).join();
      audit.readAll();

      assertThat(app.isAlive()).isTrue();
      assertThat(audit.poisoned()).hasSize(EVENTS / 100);
      assertThat(topics.deadLetterIds(audit.poisoned().size()))
          .containsExactlyInAnyOrderElementsOf(audit.poisoned());
      assertAllServed(audit, EVENTS - EVENTS / 100);
    }
  }

  @UnderProtocols(first = "classic")
  void aDeviceThatDiesEndsTheApplicationForItsSupervisorToStartAgain(
      String protocol, ClientSettings clients) throws Exception {
    try (ServedTopics topics = ServedTopics.create(clients, folder);
        Audit audit = new Audit(topics)) {
      ChildJvm first =
          topics.serveWithFaults(
              "first",
              settings(protocol),
              FaultyServe.hiccupEvery(97),
              FaultyServe.deviceDiesAfter(EVENTS / 4));
      var sending = audit.sendPaced(EVENTS, PER_SECOND);
      assertThat(ServedTopics.awaitEnd(first)).isEqualTo(1);
      assertThat(ServedTopics.text(first.log())).contains("the device has failed");
      ChildJvm second = topics.serve("second", settings(protocol));
      sending.join();
      audit.readAll();

      assertThat(second.isAlive()).isTrue();
      assertAllServed(audit, EVENTS);
      assertThat(topics.deadLetterIds(0)).as("no event is to blame").isEmpty();
    }
  }

  @UnderProtocols(first = "classic")
  void aTaskThatIsCorruptedTakesNoHealthyOnesResultsAlong(String protocol, ClientSettings clients)
      throws Exception {
    Map<String, String> settings = settings(protocol);
    // In the classic protocol, and longer than anybody waits here: a thread that dies must leave.
    settings.put("session.timeout.ms", "1200000");
    try (ServedTopics topics = ServedTopics.create(clients, folder);
        Audit audit = new Audit(topics)) {
      ChildJvm app = topics.serveWithFaults("app", settings, FaultyServe.lostSendEvery(EVENTS / 8));
      audit.sendPaced(EVENTS, PER_SECOND).join();
      audit.readAll();

      assertThat(app.isAlive()).isTrue();
      assertThat(ServedTopics.text(app.log())).contains("lost by the test", "is replaced");
      assertAllServed(audit, EVENTS);
    }
  }

  @UnderProtocols(first = "classic")
  void aDeviceThatStandsStillForLongerThanATransaction(String protocol, ClientSettings clients)
      throws Exception {
    Map<String, String> settings = settings(protocol);
    settings.put("producer.transaction.timeout.ms", "5000");
    try (ServedTopics topics = ServedTopics.create(clients, folder);
        Audit audit = new Audit(topics)) {
      ChildJvm app =
          topics.serveWithFaults("app", settings, FaultyServe.stallAfter(EVENTS / 8, 8_000));
      audit.sendPaced(EVENTS, PER_SECOND).join();
      audit.readAll();

      assertThat(app.isAlive()).isTrue();
      assertAllServed(audit, EVENTS);
    }
  }

  private static Map<String, String> settings(String protocol) {
    return new HashMap<>(Map.of("group.protocol", protocol));
  }

  private static void assertAllServed(Audit audit, int events) {
    assertThat(audit.ledger.counts()).isEqualTo(new LedgerCounts(events, events, 0, 0, 0, 0));
  }
}
