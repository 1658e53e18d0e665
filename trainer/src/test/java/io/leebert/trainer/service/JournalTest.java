package io.leebert.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.event.CommandType;
import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.serde.AvroSerializer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class JournalTest {
  private static final Map<TopicPartition, OffsetAndMetadata> OFFSETS =
      Map.of(new TopicPartition("control", 0), new OffsetAndMetadata(5));
  private static final ConsumerGroupMetadata GROUP =
      new MockConsumer<byte[], byte[]>("none").groupMetadata();

  private final List<MockProducer<byte[], byte[]>> producers = new ArrayList<>();
  private final List<Boundary.Step> steps = new ArrayList<>();
  private final AvroSerializer<ModelEvent> values = new AvroSerializer<>();
  private final Journal journal = new Journal(this::producer, values, "models", steps::add);
  private final History history = new History();

  JournalTest() {
    values.configure(Map.of("schema.registry.url", "mock://" + UUID.randomUUID()), false);
  }

  private MockProducer<byte[], byte[]> producer() {
    MockProducer<byte[], byte[]> producer =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    producers.add(producer);
    return producer;
  }

  @Test
  void aDecisionAndItsOffsetAreOneTransaction() {
    journal.open();
    MockProducer<byte[], byte[]> producer = producers.get(0);

    long last = journal.commit(history.receive("a", CommandType.RETRAIN), OFFSETS, GROUP);

    assertThat(last).isZero();
    assertThat(producer.history()).hasSize(1);
    assertThat(producer.history().get(0).partition()).isZero();
    assertThat(producer.consumerGroupOffsetsHistory())
        .containsExactly(Map.of(GROUP.groupId(), OFFSETS));
    assertThat(producer.commitCount()).isEqualTo(1);
    assertThat(steps).containsExactly(Boundary.Step.BEFORE_COMMIT, Boundary.Step.AFTER_COMMIT);
  }

  @Test
  void nothingToSayCommitsTheOffsetAlone() {
    journal.open();

    assertThat(journal.commit(Decision.NOTHING, OFFSETS, GROUP)).isEqualTo(-1);
    assertThat(producers.get(0).history()).isEmpty();
    assertThat(producers.get(0).commitCount()).isEqualTo(1);
  }

  @Test
  void afterAFailureItIsOpenedAnewWithAProducerOfItsOwn() {
    journal.open();
    producers.get(0).commitTransactionException = new KafkaException("lost");
    Decision decision = history.receive("a", CommandType.RETRAIN);
    assertThatThrownBy(() -> journal.commit(decision, OFFSETS, GROUP))
        .isInstanceOf(KafkaException.class);

    journal.open();

    assertThat(producers.get(0).closed()).isTrue();
    assertThat(producers.get(0).commitCount()).isZero();
    assertThat(producers.get(1).transactionInitialized()).isTrue();
    assertThat(journal.commit(decision, OFFSETS, GROUP)).isZero();
  }

  @Test
  void onlyWhoOpensItIsReady() {
    assertThat(journal.isOpen()).isFalse();
    assertThat(producers).isEmpty();
    journal.open();
    assertThat(journal.isOpen()).isTrue();
    journal.close();
    assertThat(journal.isOpen()).isFalse();
  }
}
