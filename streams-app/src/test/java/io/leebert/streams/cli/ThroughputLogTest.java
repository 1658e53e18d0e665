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
  private final ManualClock clock = new ManualClock();
  private final ScriptedClassifier network = new ScriptedClassifier();
  private final MicroBatcher batcher =
      new MicroBatcher(new BatchSettings(2, Duration.ZERO, 100, 2), "log-test", System::nanoTime);
  private final EventCounters counters = new EventCounters();
  private final ThroughputLog log = new ThroughputLog(counters, batcher, () -> 4, clock);

  @AfterEach
  void close() {
    batcher.close();
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
    await().until(() -> ticket.outcome() != null);
    counters.countPrediction(2, 500_000);
    counters.countPrediction(3, 8_000_000);
    counters.countDeadLetter();
    clock.advance(Duration.ofSeconds(2));
    assertThat(log.line())
        .matches(
            "1\\.5 events/s, mean exit layer 2\\.50 of 4, 1\\.0 rows a batch with 0 % padding, network"
                + " busy \\d+ %, forwarded 0\\.5 ms after the answer \\(p99 8\\.0\\), 0 waiting, 1 dead"
                + " letters");
    assertThat(log.line()).isEmpty();
  }
}
