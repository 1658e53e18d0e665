package io.leebert.streams.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.streams.fixture.ManualClock;
import io.leebert.streams.fixture.Rows;
import io.leebert.streams.fixture.ScriptedClassifier;
import io.leebert.streams.fixture.SmallModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchCountersTest {
  private final Network network = SmallModel.network(new ScriptedClassifier());
  private final ManualClock clock = new ManualClock();
  private final BatchCounters counters = new BatchCounters(clock);
  private final List<String> heard = new ArrayList<>();

  @Test
  void paddingIsWhatRowsLackToTheLongest() {
    counters.begin(batch(2, 5, 3));
    assertThat(counters.batches()).isEqualTo(1);
    assertThat(counters.rows()).isEqualTo(3);
    assertThat(counters.tokens()).isEqualTo(10);
    assertThat(counters.cells()).isEqualTo(15);
  }

  @Test
  void batchesAddUp() {
    counters.begin(batch(1));
    counters.begin(batch(4, 4));
    assertThat(counters.batches()).isEqualTo(2);
    assertThat(counters.rows()).isEqualTo(3);
    assertThat(counters.tokens()).isEqualTo(9);
    assertThat(counters.cells()).isEqualTo(9);
  }

  @Test
  void timeAtWorkAddsUpAndTimeBetweenBatchesIsNone() {
    counters.works(clock.getAsLong());
    clock.advance(Duration.ofNanos(30));
    counters.rests(clock.getAsLong());
    clock.advance(Duration.ofNanos(1000));
    counters.works(clock.getAsLong());
    clock.advance(Duration.ofNanos(12));
    counters.rests(clock.getAsLong());
    clock.advance(Duration.ofNanos(1000));
    assertThat(counters.busyNanos()).isEqualTo(42);
  }

  @Test
  void aBatchThatStillRunsIsTimeAtWorkAlready() {
    counters.works(clock.getAsLong());
    assertThat(counters.busyNanos()).isZero();
    clock.advance(Duration.ofNanos(30));
    assertThat(counters.busyNanos()).isEqualTo(30);
    clock.advance(Duration.ofNanos(12));
    counters.rests(clock.getAsLong());
    assertThat(counters.busyNanos()).as("and counts once").isEqualTo(42);
  }

  @Test
  void whoReadsWhileABatchEndsNeverSeesTimeAtWorkShrink() throws InterruptedException {
    Thread device =
        new Thread(
            () -> {
              for (int batch = 0; batch < 20_000; batch++) {
                counters.works(clock.getAsLong());
                clock.advance(Duration.ofNanos(7));
                counters.rests(clock.getAsLong());
              }
            });
    device.start();
    long last = 0;
    boolean grew = true;
    while (device.isAlive()) {
      long busy = counters.busyNanos();
      grew &= busy >= last;
      last = busy;
    }
    device.join();
    assertThat(grew).isTrue();
    assertThat(counters.busyNanos()).isEqualTo(140_000);
  }

  @Test
  void whoeverIsToldHearsOfEachBatchFromThenOn() {
    counters.begin(batch(1));
    counters.tell((rows, tokens, cells) -> heard.add(rows + " " + tokens + " " + cells));
    counters.begin(batch(2, 5, 3));
    counters.begin(batch(7));
    assertThat(heard).containsExactly("3 10 15", "1 7 7");
  }

  @Test
  void whoeverIsToldSeesCountersWithTheBatchAmongThem() {
    counters.tell((rows, tokens, cells) -> heard.add(counters.batches() + " " + counters.rows()));
    counters.begin(batch(1, 1));
    assertThat(heard).containsExactly("1 2");
  }

  private List<Ticket> batch(int... lengths) {
    List<Ticket> batch = new ArrayList<>();
    for (int length : lengths) {
      batch.add(Rows.ticket(network, Rows.of(1, length)));
    }
    return batch;
  }
}
