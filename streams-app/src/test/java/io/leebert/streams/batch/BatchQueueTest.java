package io.leebert.streams.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.streams.fixture.HeldPace;
import io.leebert.streams.fixture.Rows;
import io.leebert.streams.fixture.ScriptedClassifier;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

class BatchQueueTest {
  private static final long DELAY = Duration.ofMillis(5).toNanos();

  private final Network network = network(1000);
  private final BatchQueue queue =
      new BatchQueue(new BatchSettings(3, Duration.ofNanos(DELAY), 30, 5));

  @Test
  void anEmptyQueueIsNeverDue() {
    assertThat(queue.nanosUntilDue(0)).isEqualTo(BatchQueue.NOTHING);
    assertThat(queue.take()).isEmpty();
  }

  @Test
  void aSingleRowIsDueWhenItHasWaitedTheDelayAndNotBefore() {
    queue.offer(row(1));
    assertThat(queue.nanosUntilDue(0)).isEqualTo(DELAY);
    assertThat(queue.nanosUntilDue(DELAY - 1)).isEqualTo(1);
    assertThat(queue.nanosUntilDue(DELAY)).isZero();
    assertThat(queue.nanosUntilDue(10 * DELAY)).isZero();
  }

  @Test
  void theOldestRowDecidesOnTheDelay() {
    queue.offer(Rows.ticket(network, Rows.of(1), 0));
    queue.offer(Rows.ticket(network, Rows.of(2), DELAY - 1));
    assertThat(queue.nanosUntilDue(DELAY)).isZero();
    queue.take();
    queue.offer(Rows.ticket(network, Rows.of(3), DELAY));
    assertThat(queue.nanosUntilDue(DELAY)).isEqualTo(DELAY);
  }

  @Test
  void aFullBatchIsDueAtOnce() {
    offer(row(1), row(2), row(3));
    assertThat(queue.nanosUntilDue(0)).isZero();
  }

  @Test
  void batchesKeepTheOrderOfArrivalAndTheirSize() {
    Ticket[] tickets = {row(1), row(2), row(3), row(4)};
    offer(tickets);
    assertThat(queue.take()).containsExactly(tickets[0], tickets[1], tickets[2]);
    assertThat(queue.take()).containsExactly(tickets[3]);
    assertThat(queue.size()).isZero();
  }

  @Test
  void rowsOfSimilarLengthRunTogetherAndPaddingStaysBelowFifteenPercent() {
    Random random = new Random(4);
    // Most texts are short, some are long: 5 to 60 tokens, 22 on average.
    assertThat(padding(() -> 5 + (int) (55 * Math.pow(random.nextDouble(), 2.2)), 40))
        .isLessThan(0.15);
    int overhead = new HeldPace(0).overheadTokens();
    // Lengths of messages, and of mails with some very long ones, are about log-normal.
    assertThat(padding(() -> logNormal(random, 20, 0.6, 128), overhead)).isLessThan(0.15);
    assertThat(padding(() -> logNormal(random, 60, 1.0, 512), overhead)).isLessThan(0.15);
    // A few templates, one of them long.
    int[] templates = {8, 8, 8, 12, 30, 120};
    assertThat(padding(() -> templates[random.nextInt(6)], overhead)).isLessThan(0.15);
  }

  private static int logNormal(Random random, int median, double sigma, int most) {
    double length = median * Math.exp(sigma * random.nextGaussian());
    return (int) Math.max(3, Math.min(most, length));
  }

  /** Share of padding in all cells, while more rows come than the device can run. */
  private double padding(IntSupplier lengths, int overhead) {
    BatchQueue large = new BatchQueue(new BatchSettings(64, Duration.ZERO, 8192, 256));
    Network measured = network(overhead);
    long padded = 0;
    long real = 0;
    for (int i = 0; i < 20_000; i++) {
      int length = lengths.getAsInt();
      if (!large.offer(Rows.ticket(measured, Rows.of(i, length)))) {
        List<Ticket> batch = large.take();
        int longest = batch.stream().mapToInt(t -> t.row().tokens().length()).max().orElseThrow();
        padded += (long) longest * batch.size();
        real += batch.stream().mapToInt(t -> t.row().tokens().length()).sum();
        assertThat(large.offer(Rows.ticket(measured, Rows.of(i, length)))).isTrue();
      }
    }
    return (padded - real) / (double) padded;
  }

  @Test
  void noRowIsOvertakenByMoreThanTwoBatchesOfNewerRows() {
    BatchQueue large = new BatchQueue(new BatchSettings(4, Duration.ZERO, 8192, 64));
    Network cheap = network(10);
    Random random = new Random(4);
    List<Ticket> arrived = new ArrayList<>();
    Set<Ticket> done = new HashSet<>();
    for (int i = 0; i < 5_000; i++) {
      Ticket ticket = Rows.ticket(cheap, Rows.of(i, 1 + random.nextInt(50)));
      while (!large.offer(ticket)) {
        done.addAll(large.take());
        int oldest = 0;
        while (done.contains(arrived.get(oldest))) {
          oldest++;
        }
        arrived.subList(0, oldest).forEach(done::remove);
        arrived.subList(0, oldest).clear();
        assertThat(done).as("newer rows that are done").hasSizeLessThan(3 * 4);
      }
      arrived.add(ticket);
    }
  }

  @Test
  void longTextsDoNotMakeARowWaitForMoreThanTwoBatchesOfTokensEither() {
    int tokens = 600;
    BatchQueue narrow = new BatchQueue(new BatchSettings(64, Duration.ZERO, tokens, 512));
    Network cheap = network(10);
    Random random = new Random(5);
    ArrayDeque<Ticket> arrived = new ArrayDeque<>();
    Set<Ticket> early = new HashSet<>();
    for (int i = 0; i < 5_000; i++) {
      int length = random.nextInt(4) == 0 ? 60 + random.nextInt(60) : 4;
      Ticket ticket = Rows.ticket(cheap, Rows.of(i, length));
      while (!narrow.offer(ticket)) {
        early.addAll(narrow.take());
        while (early.remove(arrived.peekFirst())) {
          arrived.removeFirst();
        }
        int overtaking = early.stream().mapToInt(t -> t.row().tokens().length()).sum();
        assertThat(overtaking).as("tokens of newer rows that are done").isLessThan(2 * tokens);
      }
      arrived.addLast(ticket);
    }
  }

  @Test
  void aRowThatIsRemovedFromARoundUnderWayIsNotRun() {
    Ticket[] tickets = {row(1, 1), row(2, 1), row(3, 1), row(4, 9), row(5, 9)};
    offer(tickets);
    assertThat(queue.take()).containsExactly(tickets[0], tickets[1], tickets[2]);
    queue.remove(List.of(tickets[3], tickets[4]));
    assertThat(queue.size()).isZero();
    assertThat(queue.nanosUntilDue(0)).isEqualTo(BatchQueue.NOTHING);
  }

  @Test
  void aRowIsRefusedWhenTheQueueIsFullAndTakenAgainWhenThereIsRoom() {
    offer(row(1), row(2), row(3), row(4), row(5));
    assertThat(queue.offer(row(6))).isFalse();
    queue.take();
    assertThat(queue.offer(row(6))).isTrue();
  }

  @Test
  void aBatchStaysWithinItsTokensWithPaddingCounted() {
    // Two rows of 10 and 16 tokens are a grid of 2 x 16 = 32 cells, more than the 30 allowed.
    offer(row(1, 10), row(2, 10), row(3, 16));
    assertThat(queue.nanosUntilDue(0)).isZero();
    assertThat(queue.take()).hasSize(2);
    assertThat(queue.take()).hasSize(1);
  }

  @Test
  void aRowLargerThanAllTokensStillRunsAlone() {
    offer(row(1, 31), row(2, 1));
    assertThat(queue.take()).hasSize(1);
    assertThat(queue.take()).hasSize(1);
  }

  @Test
  void rowsOfDifferentNetworksNeverShareABatch() {
    Ticket other = Rows.ticket(network(1000), Rows.of(2));
    Ticket[] own = {row(1), row(3)};
    offer(own[0], other, own[1]);
    assertThat(queue.nanosUntilDue(0)).isZero();
    assertThat(queue.take()).containsExactly(own[0]);
    assertThat(queue.take()).containsExactly(other);
    assertThat(queue.take()).containsExactly(own[1]);
  }

  @Test
  void removedRowsMakeRoomAndAreNotRun() {
    Ticket[] tickets = {row(1), row(2), row(3), row(4), row(5)};
    offer(tickets);
    queue.remove(List.of(tickets[0], tickets[2]));
    assertThat(queue.offer(row(6))).isTrue();
    assertThat(queue.take()).startsWith(tickets[1], tickets[3], tickets[4]);
  }

  @Test
  void aQueueTooSmallForABatchIsNoSetting() {
    assertThatThrownBy(() -> new BatchSettings(64, Duration.ZERO, 1, 63))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("queue size 63");
  }

  private Ticket row(long id) {
    return row(id, 1);
  }

  private Ticket row(long id, int length) {
    return Rows.ticket(network, Rows.of(id, length));
  }

  /** A network whose batches cost so much of their own. */
  private static Network network(int overheadTokens) {
    return new Network(new ScriptedClassifier(), new HeldPace(0, overheadTokens), () -> {});
  }

  private void offer(Ticket... tickets) {
    for (Ticket ticket : tickets) {
      assertThat(queue.offer(ticket)).isTrue();
    }
  }
}
