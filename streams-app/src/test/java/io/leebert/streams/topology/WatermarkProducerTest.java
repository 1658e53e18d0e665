package io.leebert.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class WatermarkProducerTest {
  private static final TopicPartition INPUT = new TopicPartition("text-events", 0);

  private final MockProducer<byte[], byte[]> kafka =
      new MockProducer<>(
          new Cluster(
              "c",
              List.of(),
              List.of(new PartitionInfo("predictions", 0, null, new Node[0], new Node[0])),
              Set.of(),
              Set.of()),
          true,
          null,
          new ByteArraySerializer(),
          new ByteArraySerializer());
  private final ConsumerGroupMetadata group =
      new MockConsumer<byte[], byte[]>("earliest").groupMetadata();
  private final CommitWatermark watermark = new CommitWatermark();
  private final WatermarkProducer producer = new WatermarkProducer(kafka, watermark);

  @Test
  void resultsAndTheLoweredOffsetAreOneTransaction() {
    InFlight task = watermark.open(INPUT);
    add(task, 4);
    add(task, 5);
    producer.initTransactions();
    producer.beginTransaction();
    var unused = producer.send(new ProducerRecord<>("predictions", new byte[] {1}));
    task.removeOldest();
    producer.sendOffsetsToTransaction(Map.of(INPUT, new OffsetAndMetadata(6)), group);
    assertThat(kafka.history()).isEmpty();
    producer.commitTransaction();
    assertThat(kafka.history()).hasSize(1);
    assertThat(kafka.consumerGroupOffsetsHistory())
        .singleElement()
        .satisfies(
            groups ->
                assertThat(groups.get(group.groupId()))
                    .containsExactly(Map.entry(INPUT, new OffsetAndMetadata(5))));
  }

  @Test
  void anAbortedTransactionCommitsNoOffset() {
    add(watermark.open(INPUT), 4);
    producer.initTransactions();
    producer.beginTransaction();
    var unused =
        producer.send(
            new ProducerRecord<>("predictions", new byte[] {1}), (metadata, failure) -> {});
    producer.abortTransaction();
    assertThat(kafka.history()).isEmpty();
    assertThat(kafka.consumerGroupOffsetsHistory()).isEmpty();
  }

  @Test
  void aCommitThatLeavesATaskOutIsRefusedAndNothingOfItIsCommitted() {
    InFlight corrupted = watermark.open(new TopicPartition("text-events", 1));
    add(watermark.open(INPUT), 4);
    producer.initTransactions();
    producer.beginTransaction();
    corrupted.forwarding();
    var unused = producer.send(new ProducerRecord<>("predictions", new byte[] {1}));
    // What Kafka Streams does for the healthy tasks when one is found corrupted.
    assertThatThrownBy(() -> commitOffset(5)).isInstanceOf(KafkaException.class);
    producer.abortTransaction();
    assertThat(kafka.history()).isEmpty();
    assertThat(corrupted.isAborted()).isTrue();
  }

  private void commitOffset(long offered) {
    producer.sendOffsetsToTransaction(Map.of(INPUT, new OffsetAndMetadata(offered)), group);
    producer.commitTransaction();
  }

  @Test
  void offsetsThatHaveNotMovedAreCommittedOnce() {
    InFlight task = watermark.open(INPUT);
    add(task, 4);
    producer.initTransactions();
    for (int i = 0; i < 3; i++) {
      commit(5);
    }
    assertThat(kafka.consumerGroupOffsetsHistory()).hasSize(1);
    task.removeOldest();
    commit(5);
    assertThat(kafka.consumerGroupOffsetsHistory()).hasSize(2);
  }

  @Test
  void afterAnAbortedTransactionOffsetsAreCommittedAgain() {
    add(watermark.open(INPUT), 4);
    producer.initTransactions();
    commit(5);
    producer.beginTransaction();
    producer.abortTransaction();
    commit(5);
    assertThat(kafka.consumerGroupOffsetsHistory()).hasSize(2);
  }

  @Test
  void resultsNeverGoWithoutTheirOffsets() {
    add(watermark.open(INPUT), 4);
    producer.initTransactions();
    commit(5);
    producer.beginTransaction();
    var unused = producer.send(new ProducerRecord<>("predictions", new byte[] {1}));
    producer.sendOffsetsToTransaction(Map.of(INPUT, new OffsetAndMetadata(5)), group);
    producer.commitTransaction();
    assertThat(kafka.consumerGroupOffsetsHistory()).hasSize(2);
  }

  private void commit(long offered) {
    producer.beginTransaction();
    commitOffset(offered);
  }

  @Test
  void everythingElseIsTheProducersOwn() {
    producer.flush();
    assertThat(kafka.flushed()).isTrue();
    assertThat(producer.partitionsFor("predictions")).hasSize(1);
    assertThat(producer.metrics()).isEmpty();
    producer.close(Duration.ofSeconds(1));
    assertThat(kafka.closed()).isTrue();
  }

  private static void add(InFlight task, long offset) {
    Record<byte[], byte[]> input = new Record<>(new byte[0], new byte[0], 0, new RecordHeaders());
    PendingEvent.Source source = new PendingEvent.Source("text-events", 0, offset);
    task.add(new PendingEvent.Rejected(input, source, new UnreadableEventException("none")));
  }
}
