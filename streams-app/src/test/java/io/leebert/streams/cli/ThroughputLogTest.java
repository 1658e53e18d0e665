package io.leebert.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leebert.streams.batch.BatchSettings;
import io.leebert.streams.batch.MicroBatcher;
import io.leebert.streams.batch.Ticket;
import io.leebert.streams.fixture.ManualClock;
import io.leebert.streams.fixture.Rows;
import io.leebert.streams.fixture.ScriptedClassifier;
import io.leebert.streams.fixture.SmallModel;
import io.leebert.streams.topology.EventCounters;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ThroughputLogTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final ManualClock clock = new ManualClock();
  private final ScriptedClassifier network = new ScriptedClassifier();
  private final MicroBatcher batcher =
      new MicroBatcher(new BatchSettings(2, Duration.ZERO, 100, 2), "log-test", clock);
  private final EventCounters counters = new EventCounters();
  private final ThroughputLog log = new ThroughputLog(counters, batcher, () -> 4, clock);

  @AfterEach
  void close() {
    network.permit(1);
    batcher.close();
  }

  /** Offers a row, and waits until the network has its batch and does not give it back. */
  private Ticket held() {
    network.hold();
    int before = network.batches().size();
    Ticket ticket = Rows.ticket(SmallModel.network(network), Rows.of(1));
    assertThat(batcher.offer(ticket)).isTrue();
    await().atMost(LIMIT).until(() -> network.batches().size() > before);
    return ticket;
  }

  /** The network gives the batch back. */
  private void letGo(Ticket ticket) {
    network.permit(1);
    awaitEnd(ticket);
  }

  /** Waits until its time has been counted, too: who is not at work any more does not age. */
  private void awaitEnd(Ticket ticket) {
    await().atMost(LIMIT).until(() -> ticket.outcome() != null);
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              long busy = batcher.counters().busyNanos();
              clock.advance(Duration.ofNanos(1));
              return batcher.counters().busyNanos() == busy;
            });
  }

  @Test
  void nothingIsSaidWhileNothingHappens() {
    clock.advance(Duration.ofSeconds(10));
    assertThat(log.line()).isEmpty();
  }

  @Test
  void aLineIsAboutTheTimeSinceTheLast() {
    Ticket ticket = Rows.ticket(SmallModel.network(network), Rows.of(1));
    assertThat(batcher.offer(ticket)).isTrue();
    awaitEnd(ticket);
    counters.countPrediction(2, 500_000);
    counters.countPrediction(3, 8_000_000);
    counters.countDeadLetter();
    clock.advance(Duration.ofSeconds(2));
    assertThat(log.line())
        .matches(
            "1\\.5 events/s, mean exit layer 2\\.50 of 4, 1\\.0 rows a batch with 0 % padding, network"
                + " busy 0 %, forwarded 0\\.5 ms after the answer \\(p99 8\\.0\\), 0 waiting, 1 dead"
                + " letters");
    assertThat(log.line()).isEmpty();
  }

  @Test
  void theNetworkIsBusyForTheShareOfTheTimeThatPassedInWhichItWorked() {
    Ticket ticket = held();
    clock.advance(Duration.ofSeconds(3));
    letGo(ticket);
    clock.advance(Duration.ofSeconds(9));
    counters.countPrediction(2, 1);
    assertThat(log.line()).contains("0.1 events/s", "network busy 25 %");
  }

  @Test
  void aBatchThatStillRunsCountsUpToNowAndTheRestLater() {
    Ticket ticket = held();
    clock.advance(Duration.ofSeconds(10));
    counters.countPrediction(2, 1);
    assertThat(log.line()).contains("network busy 100 %");
    clock.advance(Duration.ofSeconds(2));
    letGo(ticket);
    clock.advance(Duration.ofSeconds(8));
    counters.countPrediction(2, 1);
    assertThat(log.line()).contains("0.1 events/s", "network busy 20 %");
  }

  @Test
  void afterAStandstillAShareIsOfTheTimeThatReallyPassed() {
    Ticket ticket = held();
    // Suspended in the middle of a batch, and the first to go on is the log.
    clock.advance(Duration.ofHours(1));
    counters.countPrediction(2, 1);
    assertThat(log.line()).contains("network busy 100 %").startsWith("0.0 events/s");
    clock.advance(Duration.ofMillis(100));
    letGo(ticket);
    for (int event = 0; event < 10; event++) {
      counters.countPrediction(2, 1);
    }
    assertThat(log.line()).contains("network busy 100 %").startsWith("100.0 events/s");
    clock.advance(Duration.ofSeconds(10));
    counters.countPrediction(2, 1);
    assertThat(log.line()).contains("network busy 0 %").startsWith("0.1 events/s");
  }

  @Test
  void twoLinesAtTheSameMomentAreNoReasonForNumbersWithoutEnd() {
    held();
    counters.countPrediction(2, 1);
    assertThat(log.line()).doesNotContain("Infinity", "NaN").contains("network busy 0 %");
  }
}
