package io.leebert.streams.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leebert.streams.batch.Outcome.DeviceFailed;
import io.leebert.streams.fixture.Rows;
import io.leebert.streams.fixture.ScriptedClassifier;
import io.leebert.streams.fixture.SmallModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MicroBatcherTest {
  private static final Duration NEVER = Duration.ofHours(1);

  private final ScriptedClassifier network = new ScriptedClassifier();
  private final Network served = SmallModel.network(network);
  private final List<MicroBatcher> opened = new ArrayList<>();

  @AfterEach
  void close() {
    network.permit(1000);
    opened.forEach(MicroBatcher::close);
  }

  @Test
  void aFullBatchRunsWithoutWaitingForTheDelay() {
    MicroBatcher batcher = batcher(3, NEVER, 10);
    List<Ticket> tickets = offer(batcher, 3);
    awaitAll(tickets);
    assertThat(network.batches()).hasSize(1);
    assertThat(network.batches().get(0)).hasSize(3);
    assertThat(batcher.counters().rows()).isEqualTo(3);
    assertThat(batcher.counters().batches()).isEqualTo(1);
  }

  @Test
  void aSingleRowRunsAfterTheDelay() {
    MicroBatcher batcher = batcher(3, Duration.ofMillis(1), 10);
    awaitAll(offer(batcher, 1));
    assertThat(network.batches().get(0)).hasSize(1);
  }

  @Test
  void rowsThatCameWhileTheDeviceWasBusyRunTogether() {
    network.hold();
    MicroBatcher batcher = batcher(8, Duration.ofMillis(1), 10);
    awaitRunning(offer(batcher, 1), 1);
    List<Ticket> late = offer(batcher, 5);
    network.permit(2);
    awaitAll(late);
    assertThat(network.batches().get(1)).hasSize(5);
  }

  @Test
  void aFullQueueRefusesAndAWaitingOwnerIsWokenWhenThereIsRoom() throws Exception {
    network.hold();
    MicroBatcher batcher = batcher(1, Duration.ZERO, 2);
    awaitRunning(offer(batcher, 1), 1);
    offer(batcher, 2);
    Ticket refused = Rows.ticket(served, Rows.of(9));
    assertThat(batcher.offer(refused)).isFalse();
    ExecutorService owner = Executors.newSingleThreadExecutor();
    try {
      Future<Boolean> accepted =
          owner.submit(
              () -> {
                long seen = batcher.progress();
                while (!batcher.offer(refused)) {
                  batcher.awaitProgress(seen, NEVER);
                  seen = batcher.progress();
                }
                return true;
              });
      network.permit(1);
      assertThat(accepted.get(2, TimeUnit.MINUTES)).isTrue();
    } finally {
      owner.shutdownNow();
    }
  }

  @Test
  void progressThatHappenedBeforeTheWaitIsNotMissed() throws Exception {
    MicroBatcher batcher = batcher(1, Duration.ZERO, 2);
    long seen = batcher.progress();
    awaitAll(offer(batcher, 1));
    batcher.awaitProgress(seen, NEVER); // Would hang the test if the past did not count.
    assertThat(batcher.progress()).isGreaterThan(seen);
  }

  @Test
  void cancelledRowsAreNeverRunAndTheirPlacesAreFree() {
    network.hold();
    MicroBatcher batcher = batcher(1, Duration.ZERO, 2);
    List<Ticket> running = offer(batcher, 1);
    awaitRunning(running, 1);
    batcher.cancel(offer(batcher, 2));
    assertThat(batcher.waiting()).isZero();
    List<Ticket> next = offer(batcher, 2);
    network.permit(10);
    awaitAll(next);
    assertThat(network.batches()).hasSize(3);
  }

  @Test
  void oneThreadRunsEverything() {
    List<String> threads = new ArrayList<>();
    network.failOn(
        row -> {
          threads.add(Thread.currentThread().getName());
          return false;
        });
    awaitAll(offer(batcher(2, Duration.ZERO, 40), 40));
    assertThat(threads).isNotEmpty().containsOnly("inference-test");
  }

  @Test
  void closingSettlesWhatWaitsAndRefusesWhatComes() {
    MicroBatcher batcher = batcher(4, NEVER, 10);
    List<Ticket> waiting = offer(batcher, 3);
    batcher.close();
    assertThat(waiting).allSatisfy(t -> assertThat(t.outcome()).isInstanceOf(DeviceFailed.class));
    assertThatThrownBy(() -> batcher.offer(Rows.ticket(served, Rows.of(1))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void aFailedDeviceSettlesEverythingAndTakesNoMore() {
    MicroBatcher batcher = batcher(1, Duration.ZERO, 10);
    List<Ticket> tickets = settledByAFailure(batcher);
    assertThat(tickets).allSatisfy(t -> assertThat(t.outcome()).isInstanceOf(DeviceFailed.class));
    assertThatThrownBy(() -> batcher.offer(Rows.ticket(served, Rows.of(1))))
        .hasMessageContaining("the device has failed");
  }

  @Test
  void anErrorInTheNetworkStopsTheThreadButHangsNobody() {
    MicroBatcher batcher = batcher(2, Duration.ZERO, 10);
    network.failOn(
        row -> {
          throw new StackOverflowError("native");
        });
    network.hold();
    List<Ticket> tickets = offer(batcher, 6);
    network.permit(10);
    awaitAll(tickets);
    assertThat(tickets).allSatisfy(t -> assertThat(t.outcome()).isInstanceOf(DeviceFailed.class));
  }

  @Test
  void aModelOutOfServiceEndsWhenItsRowsHaveRunHoweverTheyEnded() {
    network.hold();
    MicroBatcher batcher = batcher(1, Duration.ZERO, 3);
    List<Ticket> running = offer(batcher, 1);
    awaitRunning(running, 1);
    List<Ticket> waiting = offer(batcher, 3);
    Ticket neverOffered = Rows.ticket(served, Rows.of(9));
    assertThat(batcher.offer(neverOffered)).isFalse();
    served.release();
    assertThat(served.holders()).isEqualTo(5);

    batcher.cancel(List.of(neverOffered, waiting.get(0), waiting.get(1)));
    assertThat(served.holders()).as("one runs, one waits").isEqualTo(2);
    batcher.cancel(running);
    assertThat(served.holders()).as("nobody wants it, but it runs").isEqualTo(2);
    network.permit(2);

    awaitAll(List.of(running.get(0), waiting.get(2)));
    await().until(network::closed);
    assertThat(network.batchesAfterClosing()).isZero();
    batcher.cancel(running); // A second time changes nothing.
    assertThat(served.holders()).isZero();
  }

  @Test
  void aFailedDeviceLetsTheModelsOfAllRowsGo() {
    MicroBatcher batcher = batcher(1, Duration.ZERO, 10);
    settledByAFailure(batcher);
    await().until(() -> served.holders() == 1);
  }

  @Test
  void anErrandHasItsTurnBetweenTwoBatchesOnTheDevicesOwnThread() throws Exception {
    network.hold();
    MicroBatcher batcher = batcher(1, Duration.ZERO, 10);
    List<Ticket> tickets = offer(batcher, 3);
    awaitRunning(tickets, 1);
    ExecutorService owner = Executors.newSingleThreadExecutor();
    try {
      Future<List<Object>> errand =
          owner.submit(
              () ->
                  batcher.between(
                      () -> List.of(Thread.currentThread().getName(), network.batches().size()),
                      NEVER));
      // Whoever waits for the lock is behind the errand, if that was there first.
      await().until(() -> batcher.errands() == 1);
      network.permit(10);
      assertThat(errand.get(2, TimeUnit.MINUTES)).containsExactly("inference-test", 1);
      awaitAll(tickets);
    } finally {
      owner.shutdownNow();
    }
  }

  @Test
  void anErrandThatFailsIsItsOwnersAndTheDeviceGoesOn() {
    MicroBatcher batcher = batcher(1, Duration.ZERO, 10);
    assertThatThrownBy(
            () ->
                batcher.between(
                    () -> {
                      throw new IllegalArgumentException("not this one");
                    },
                    NEVER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not this one");
    awaitAll(offer(batcher, 1));
    batcher.close();
    assertThatThrownBy(() -> batcher.between(() -> 1, NEVER)).hasMessageContaining("closed");
  }

  @Test
  void howLongTheDeviceStoodStillIsKnownOfAModelsFirstBatchOnly() {
    assertThat(served.gapNanos()).as("no batch yet").isNegative();
    MicroBatcher batcher = batcher(1, Duration.ZERO, 10);
    awaitAll(offer(batcher, 1));
    long gap = served.gapNanos();
    assertThat(gap).isNotNegative();
    awaitAll(offer(batcher, 3));
    assertThat(served.gapNanos()).isEqualTo(gap);
  }

  private MicroBatcher batcher(int size, Duration delay, int queue) {
    MicroBatcher batcher =
        new MicroBatcher(
            new BatchSettings(size, delay, 1000, Math.max(queue, size)), "test", System::nanoTime);
    opened.add(batcher);
    return batcher;
  }

  private List<Ticket> offer(MicroBatcher batcher, int count) {
    List<Ticket> tickets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Ticket ticket = Rows.ticket(served, Rows.of(i), System.nanoTime());
      assertThat(batcher.offer(ticket)).isTrue();
      tickets.add(ticket);
    }
    return tickets;
  }

  private static void awaitAll(List<Ticket> tickets) {
    await().until(() -> tickets.stream().allMatch(t -> t.outcome() != null));
  }

  private void awaitRunning(List<Ticket> tickets, int batches) {
    await().until(() -> network.batches().size() == batches);
    assertThat(tickets).allMatch(t -> t.outcome() == null);
  }

  /** Rows that were offered before a device that had worked failed on all of them. */
  private List<Ticket> settledByAFailure(MicroBatcher batcher) {
    awaitAll(offer(batcher, 1));
    network.failOn(row -> true);
    network.hold();
    List<Ticket> tickets = offer(batcher, 5);
    network.permit(10);
    awaitAll(tickets);
    return tickets;
  }
}
