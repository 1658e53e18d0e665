package io.leebert.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.event.LabelledText;
import io.leebert.schemas.serde.AvroDeserializer;
import io.leebert.schemas.serde.AvroSerializer;
import io.leebert.trainer.retrain.Labelled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LabelledRowsTest {
  private static final String TOPIC = "labelled-events";
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

  private final Map<String, String> settings =
      Map.of("schema.registry.url", "mock://" + UUID.randomUUID());
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
  private final AvroSerializer<LabelledText> serializer = new AvroSerializer<>();
  private final AvroDeserializer<LabelledText> values = new AvroDeserializer<>(LabelledText.class);
  private final PassedOver passedOver = new PassedOver();
  private final List<String> waits = new ArrayList<>();
  private boolean stopped;

  LabelledRowsTest() {
    serializer.configure(settings, false);
    values.configure(settings, false);
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, 100L));
    consumer.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, null, null, null)));
  }

  private LabelledRows rows(long from, long to, @Nullable Long since) {
    return new LabelledRows(
        new DataPlan(
            TOPIC,
            new TreeMap<>(Map.of(0, from)),
            new TreeMap<>(Map.of(0, to)),
            since,
            List.of(),
            List.of()),
        () -> consumer,
        values,
        passedOver,
        waits::add,
        () -> stopped);
  }

  private void write(long offset, long timestamp, byte @Nullable [] value) {
    consumer.schedulePollTask(
        () ->
            consumer.addRecord(
                new ConsumerRecord<>(
                    TOPIC,
                    0,
                    offset,
                    timestamp,
                    TimestampType.CREATE_TIME,
                    0,
                    0,
                    null,
                    value,
                    new RecordHeaders(),
                    Optional.empty())));
  }

  private byte[] text(String text, String label) {
    return Objects.requireNonNull(
        serializer.serialize(TOPIC, new LabelledText(text, label, null, null, null)));
  }

  private static List<String> texts(LabelledRows rows) {
    List<String> texts = new ArrayList<>();
    rows.forEach(row -> texts.add(row.text()));
    return texts;
  }

  @Test
  void readsFromTheFirstOffsetUpToTheEndAndNoFurther() {
    for (int i = 0; i < 5; i++) {
      write(i, 10 + i, text("t" + i, "ham"));
    }
    List<Labelled> read = new ArrayList<>();
    rows(1, 4, null).forEach(read::add);

    assertThat(read).extracting(Labelled::text).containsExactly("t1", "t2", "t3");
    assertThat(read.get(0)).isEqualTo(new Labelled("t1", null, "ham", 11, "labelled-events-0@1"));
    assertThat(consumer.closed()).isTrue();
  }

  @Test
  void anEmptyRangeNeedsNoConsumer() {
    assertThat(texts(rows(4, 4, null))).isEmpty();
    assertThat(consumer.closed()).isFalse();
  }

  @Test
  void whatCannotBeReadIsCountedAndNamedAndPassedOver() {
    write(0, 0, text("a", "ham"));
    write(1, 0, new byte[] {1, 2, 3});
    write(2, 0, null);
    write(3, 0, text("b", "spam"));

    assertThat(texts(rows(0, 4, null))).containsExactly("a", "b");
    assertThat(passedOver.lines()).hasSize(1);
    assertThat(passedOver.lines().get(0))
        .startsWith("2 records could not be read and were passed over: labelled-events-0@1,")
        .contains("labelled-events-0@2");
  }

  @Test
  void textsBeforeATimeAreLeftOutWhereverTheyStand() {
    write(0, 50, text("late", "ham"));
    write(1, 10, text("early", "ham"));
    write(2, 60, text("later", "ham"));

    assertThat(texts(rows(0, 3, 40L))).containsExactly("late", "later");
  }

  @Test
  void whatTheTopicForgotMeanwhileIsSaid() {
    consumer.updateBeginningOffsets(Map.of(PARTITION, 2L));
    consumer.schedulePollTask(
        () -> consumer.setPollException(new OffsetOutOfRangeException(Map.of(PARTITION, 0L))));
    write(2, 0, text("left", "ham"));

    assertThat(texts(rows(0, 3, null))).containsExactly("left");
    assertThat(passedOver.lines())
        .containsExactly(
            "labelled-events-0: offsets 0 to 1 were deleted by the topic's retention before they"
                + " were read");
  }

  @Test
  void aTopicThatWasMadeAnewAndIsShorterIsNotWaitedFor() {
    write(0, 0, text("another", "ham"));
    consumer.updateEndOffsets(Map.of(PARTITION, 1L));

    assertThatThrownBy(() -> texts(rows(0, 3, null)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "labelled-events-0 ends at offset 1, and did at 3 or later when the command was"
                + " accepted: the topic was deleted and made anew meanwhile");
  }

  @Test
  void itsRecordsAreNotTakenForThoseThatWereToBeRead() {
    consumer.updateEndOffsets(Map.of(PARTITION, 1L));
    consumer.schedulePollTask(
        () -> consumer.setPollException(new OffsetOutOfRangeException(Map.of(PARTITION, 2L))));
    write(0, 0, text("another", "ham"));

    assertThatThrownBy(() -> texts(rows(2, 3, null)))
        .hasMessageStartingWith("labelled-events-0 ends at offset 1");
    assertThat(passedOver.lines()).isEmpty();
  }

  @Test
  void aTopicThatIsGoneIsNotWaitedFor() {
    consumer.updatePartitions(TOPIC, List.of());

    assertThatThrownBy(() -> texts(rows(0, 3, null)))
        .hasMessage("topic labelled-events is gone, before all of its labelled texts were read");
  }

  @Test
  void aBrokerThatIsAwayIsWaitedForAndThatIsSaid() {
    for (int i = 0; i < 2; i++) {
      consumer.schedulePollTask(() -> consumer.setPollException(new TimeoutException("no answer")));
    }
    write(0, 0, text("at last", "ham"));

    assertThat(texts(rows(0, 1, null))).containsExactly("at last");
    assertThat(waits).hasSize(2).containsOnly("waiting for the broker: no answer");
  }

  @Test
  void whoDoesNotWantAllRowsClosesThem() {
    write(0, 0, text("first", "ham"));
    LabelledRows rows = rows(0, 3, null);
    assertThat(rows.iterator().next().text()).isEqualTo("first");
    assertThat(consumer.closed()).isFalse();

    rows.close();

    assertThat(consumer.closed()).isTrue();
  }

  @Test
  void nobodyWaitsForRowsThatNobodyWants() {
    stopped = true;
    assertThatThrownBy(() -> texts(rows(0, 3, null))).isInstanceOf(StoppedException.class);
  }
}
