package io.leebert.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class CommitWatermarkTest {
  private static final TopicPartition ZERO = new TopicPartition("text-events", 0);
  private static final TopicPartition ONE = new TopicPartition("text-events", 1);

  private final CommitWatermark watermark = new CommitWatermark();

  @Test
  void theOldestEventWithoutAResultIsWhatIsCommitted() {
    InFlight task = watermark.open(ZERO);
    add(task, 10, 11, 12);
    assertThat(committed(ZERO, 13)).hasValue(10);
    task.removeOldest();
    assertThat(committed(ZERO, 13)).hasValue(11);
  }

  @Test
  void anOfferIsTakenAsItIsWhenEveryResultIsForwarded() {
    InFlight task = watermark.open(ZERO);
    add(task, 10);
    task.removeOldest();
    // 15 lies beyond 11: transaction markers stand between.
    assertThat(committed(ZERO, 15)).hasValue(15);
  }

  @Test
  void anOfferIsNeverRaised() {
    add(watermark.open(ZERO), 10);
    assertThat(committed(ZERO, 7)).hasValue(7);
  }

  @Test
  void leaderEpochAndMetadataStayAsTheyAreOffered() {
    add(watermark.open(ZERO), 10);
    OffsetAndMetadata offered = new OffsetAndMetadata(20, Optional.of(4), "partition time");
    assertThat(watermark.lower(Map.of(ZERO, offered)))
        .containsExactly(
            Map.entry(ZERO, new OffsetAndMetadata(10, Optional.of(4), "partition time")));
  }

  @Test
  void everyPartitionHasItsOwnWatermark() {
    InFlight zero = watermark.open(ZERO);
    InFlight one = watermark.open(ONE);
    add(zero, 5, 6);
    add(one, 100);
    zero.removeOldest();
    Map<TopicPartition, OffsetAndMetadata> lowered =
        watermark.lower(Map.of(ZERO, new OffsetAndMetadata(9), ONE, new OffsetAndMetadata(101)));
    assertThat(lowered)
        .containsEntry(ZERO, new OffsetAndMetadata(6))
        .containsEntry(ONE, new OffsetAndMetadata(100));
  }

  @Test
  void partitionsThatNoTaskReadsAreNotTouched() {
    TopicPartition other = new TopicPartition("elsewhere", 3);
    assertThat(committed(other, 42)).hasValue(42);
  }

  @Test
  void aPositionIsTheOldestEventWithoutAResultOrTheNextToCome() {
    InFlight task = watermark.open(ZERO);
    assertThat(watermark.positions()).as("before the first event").isEmpty();
    add(task, 10, 11);
    assertThat(watermark.positions()).containsExactly(Map.entry(ZERO, 10L));
    task.removeOldest();
    assertThat(watermark.positions()).containsExactly(Map.entry(ZERO, 11L));
    task.removeOldest();
    assertThat(watermark.positions()).containsExactly(Map.entry(ZERO, 12L));
    assertThat(committed(ZERO, 15)).hasValue(15);
    assertThat(watermark.positions())
        .as("markers and aborted events are nothing that waits")
        .containsExactly(Map.entry(ZERO, 15L));
    add(task, 20);
    assertThat(watermark.positions()).containsExactly(Map.entry(ZERO, 20L));
    task.close();
    assertThat(watermark.positions()).as("somebody else's now").isEmpty();
  }

  @Test
  void aTaskThatHasSeenNoEventCommitsNothing() {
    // Kafka Streams keeps the polled position over a revival and a punctuation makes it commit
    // that: events between the last commit and that position would be lost.
    watermark.open(ZERO);
    assertThat(committed(ZERO, 500)).isEmpty();
  }

  @Test
  void aRevivedTaskForgetsTheEventsOfItsEarlierRun() {
    add(watermark.open(ZERO), 10, 11);
    InFlight revived = watermark.open(ZERO);
    assertThat(committed(ZERO, 12)).isEmpty();
    add(revived, 10);
    revived.removeOldest();
    assertThat(committed(ZERO, 11)).hasValue(11);
  }

  @Test
  void aClosedTaskStillHoldsBackWhatItDidNotForward() {
    InFlight task = watermark.open(ZERO);
    add(task, 10, 11);
    task.removeOldest();
    assertThat(task.close()).extracting(event -> event.source().offset()).containsExactly(11L);
    assertThat(committed(ZERO, 900)).hasValue(11);
    assertThat(task.size()).as("events that are kept in memory").isZero();
    assertThat(task.close()).as("closed once more").isEmpty();
    assertThat(committed(ZERO, 900)).hasValue(11);
  }

  @Test
  void aClosedTaskWithNothingLeftCommitsNoFurtherThanItsLastEvent() {
    InFlight task = watermark.open(ZERO);
    add(task, 10);
    task.removeOldest();
    assertThat(task.close()).isEmpty();
    // Buffered events are thrown away on closing; the polled position lies beyond them.
    assertThat(committed(ZERO, 900)).hasValue(11);
  }

  @Test
  void aTaskKeepsSoManyBytesOrASingleEvent() {
    InFlight task = watermark.open(ZERO);
    Record<byte[], byte[]> small = record(1);
    Record<byte[], byte[]> most = record((int) InFlight.MOST_BYTES);
    Record<byte[], byte[]> tooLarge = record((int) InFlight.MOST_BYTES + 1);
    assertThat(task.hasRoom(tooLarge, 9)).as("alone").isTrue();
    task.add(kept(tooLarge, 0));
    assertThat(task.hasRoom(small, 9)).isFalse();
    task.removeOldest();
    assertThat(task.hasRoom(most, 9)).isTrue();
    task.add(kept(small, 1));
    assertThat(task.hasRoom(small, 9)).isTrue();
    assertThat(task.hasRoom(most, 9)).isFalse();
  }

  @Test
  void aTaskKeepsSoManyEventsThatCannotBeClassified() {
    InFlight task = watermark.open(ZERO);
    add(task, 10, 11);
    assertThat(task.hasRoom(record(1), 2)).isFalse();
    assertThat(task.hasRoom(record(1), 3)).isTrue();
    task.removeOldest();
    assertThat(task.hasRoom(record(1), 2)).isTrue();
  }

  private static Record<byte[], byte[]> record(int bytes) {
    return new Record<>(new byte[0], new byte[bytes], 0, new RecordHeaders());
  }

  private static PendingEvent kept(Record<byte[], byte[]> input, long offset) {
    PendingEvent.Source source = new PendingEvent.Source("text-events", 0, offset);
    return new PendingEvent.Rejected(input, source, new UnreadableEventException("none"));
  }

  @Test
  void aLateCloseOfTheOldTaskDoesNotDisturbItsSuccessor() {
    InFlight old = watermark.open(ZERO);
    add(old, 10);
    InFlight successor = watermark.open(ZERO);
    add(successor, 10, 11);
    successor.removeOldest();
    old.close();
    assertThat(committed(ZERO, 12)).hasValue(11);
  }

  @Test
  void resultsWithoutTheirOffsetsAreNotCommitted() {
    InFlight healthy = watermark.open(ZERO);
    InFlight corrupted = watermark.open(ONE);
    add(healthy, 10);
    add(corrupted, 20);
    healthy.forwarding();
    corrupted.forwarding();
    assertThatThrownBy(() -> watermark.pair(Set.of(ZERO)))
        .isInstanceOf(KafkaException.class)
        .hasMessageContaining("results of text-events-1 would be committed without their offsets");
    watermark.pair(Set.of(ZERO, ONE));
  }

  @Test
  void offsetsMayFollowInASecondStepOfTheSameTransaction() {
    InFlight zero = watermark.open(ZERO);
    InFlight one = watermark.open(ONE);
    zero.forwarding();
    watermark.pair(Set.of(ZERO));
    one.forwarding();
    watermark.pair(Set.of(ONE));
    watermark.committed();
    watermark.pair(Set.of());
  }

  @Test
  void resultsOfAnotherThreadsTransactionAreItsOwnMatter() throws Exception {
    InFlight mine = watermark.open(ZERO);
    InFlight others = watermark.open(ONE);
    mine.forwarding();
    Thread other = new Thread(others::forwarding);
    other.start();
    other.join();
    watermark.pair(Set.of(ZERO));
    watermark.aborted();
    assertThat(others.isAborted()).isFalse();
  }

  @Test
  void aThreadThatWasPutOutOfTheGroupCommitsNothingOfItsSuccessors() throws Exception {
    add(watermark.open(ZERO), 10);
    CompletableFuture<InFlight> opened = new CompletableFuture<>();
    CountDownLatch end = new CountDownLatch(1);
    Thread successor =
        new Thread(
            () -> {
              InFlight task = watermark.open(ZERO);
              task.forwarding();
              opened.complete(task);
              try {
                end.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    successor.start();
    InFlight task = opened.join();
    assertThatThrownBy(() -> watermark.pair(Set.of(ZERO)))
        .isInstanceOf(CommitFailedException.class)
        .hasMessage("text-events-0 is read by another stream thread by now");
    assertThat(task.unpaired()).as("untouched").isTrue();
    watermark.open(ZERO);
    watermark.pair(Set.of(ZERO));
    end.countDown();
    successor.join();
  }

  @Test
  void aTaskWhoseResultsWentWithATransactionCannotGoOnAsIfTheyHadArrived() {
    InFlight task = watermark.open(ZERO);
    add(task, 10, 11);
    task.forwarding();
    task.removeOldest();
    watermark.aborted();
    assertThatThrownBy(() -> watermark.pair(Set.of(ZERO)))
        .isInstanceOf(KafkaException.class)
        .hasMessageContaining("results of text-events-0 went with an aborted transaction");
    watermark.open(ZERO);
    watermark.pair(Set.of(ZERO));
  }

  @Test
  void anAbortAfterACommitTakesNothingBack() {
    InFlight task = watermark.open(ZERO);
    task.forwarding();
    watermark.pair(Set.of(ZERO));
    watermark.committed();
    watermark.aborted();
    watermark.pair(Set.of(ZERO));
  }

  private OptionalLong committed(TopicPartition partition, long offered) {
    return watermark.lower(Map.of(partition, new OffsetAndMetadata(offered))).values().stream()
        .mapToLong(OffsetAndMetadata::offset)
        .findAny();
  }

  private static void add(InFlight task, long... offsets) {
    for (long offset : offsets) {
      Record<byte[], byte[]> input = new Record<>(new byte[0], new byte[0], 0, new RecordHeaders());
      PendingEvent.Source source = new PendingEvent.Source("text-events", 0, offset);
      task.add(new PendingEvent.Rejected(input, source, new UnreadableEventException("none")));
    }
  }
}
