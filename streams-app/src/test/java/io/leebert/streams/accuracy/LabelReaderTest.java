package io.leebert.streams.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leebert.schemas.event.LabelledText;
import io.leebert.schemas.serde.AvroDeserializer;
import io.leebert.schemas.serde.AvroSerializer;
import io.leebert.streams.fixture.LogLines;
import io.leebert.streams.fixture.ManualClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The reader's turns over a consumer that does as it is told. */
class LabelReaderTest {
  private static final String TOPIC = "labelled-events";
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(5);

  private final Map<String, String> settings =
      Map.of("schema.registry.url", "mock://" + UUID.randomUUID());
  private final AvroSerializer<LabelledText> serializer = new AvroSerializer<>();
  private final AvroDeserializer<LabelledText> reachable =
      new AvroDeserializer<>(LabelledText.class);
  private final AvroDeserializer<LabelledText> unreachable =
      new AvroDeserializer<>(LabelledText.class);
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("latest");
  private final Map<Integer, Long> ends = new HashMap<>();
  private final ManualClock clock = new ManualClock();
  private final Heard heard = new Heard();
  private final Judge judge =
      new Judge(new LabelSettings(TOPIC, 10_000, Duration.ofMinutes(1)), heard, clock);
  private final LabelReader reader =
      new LabelReader(
          new LabelSource(
              TOPIC, "Who may gives it by: kafka-acls.sh --add it", () -> consumer, values()),
          judge,
          clock);
  private final LogLines log = LogLines.ofPackageOf(LabelReader.class);
  private boolean registryIsAway;

  @BeforeEach
  void configure() {
    serializer.configure(settings, false);
    reachable.configure(settings, false);
    unreachable.configure(
        Map.of("schema.registry.url", "http://127.0.0.1:1", "max.retries", 0), false);
    judge.serves("7");
  }

  @AfterEach
  void close() {
    log.close();
    reader.close();
    serializer.close();
    unreachable.close();
  }

  private Deserializer<LabelledText> values() {
    return (topic, data) -> (registryIsAway ? unreachable : reachable).deserialize(topic, data);
  }

  /** The topic has so many partitions, with some labels of former times in each. */
  private void topic(int partitions) {
    consumer.updatePartitions(
        TOPIC,
        IntStream.range(0, partitions)
            .mapToObj(p -> new PartitionInfo(TOPIC, p, Node.noNode(), new Node[0], new Node[0]))
            .toList());
    for (int p = 0; p < partitions; p++) {
      ends.putIfAbsent(p, 5L);
      consumer.updateBeginningOffsets(Map.of(new TopicPartition(TOPIC, p), 0L));
      consumer.updateEndOffsets(Map.of(new TopicPartition(TOPIC, p), 5L));
    }
  }

  private void write(int partition, byte @Nullable [] value) {
    long offset = ends.merge(partition, 1L, Long::sum) - 1;
    consumer.addRecord(new ConsumerRecord<>(TOPIC, partition, offset, null, value));
  }

  private byte @Nullable [] label(String id, String label) {
    return serializer.serialize(TOPIC, new LabelledText("text", label, null, id, null));
  }

  private void answered(String id) {
    judge.predicted(Answers.answer("shipping", 2, "7"), Answers.event(id, "text of " + id));
  }

  private void turns(int times) {
    for (int i = 0; i < times; i++) {
      reader.turn();
    }
  }

  @Test
  void labelsThatComeFromNowOnAreReadFromAllPartitions() {
    topic(3);
    turns(1);
    assertThat(consumer.assignment()).hasSize(3);
    assertThat(consumer.position(new TopicPartition(TOPIC, 1))).isEqualTo(5);
    answered("a");
    answered("b");
    write(0, label("a", "shipping"));
    write(2, label("b", "billing"));
    turns(2);
    assertThat(heard.lines()).containsExactlyInAnyOrder("right at 2", "wrong at 2");
    assertThat(consumer.committed(consumer.assignment())).as("nothing is committed").isEmpty();
  }

  @Test
  void aRecordThatIsNoLabelIsCountedAndNamedAndPassedOver() {
    topic(1);
    turns(1);
    answered("a");
    write(0, new byte[] {1, 2, 3});
    write(0, null);
    write(0, label("a", "shipping"));
    turns(3);
    assertThat(heard.lines()).containsExactly("UNREADABLE", "UNREADABLE", "right at 2");
    assertThat(log.lines())
        .filteredOn(line -> line.startsWith("WARN"))
        .singleElement()
        .asString()
        .contains("record labelled-events-0@5 is no labelled text and is passed over: ");
    clock.advance(Duration.ofMinutes(2));
    write(0, null);
    turns(2);
    assertThat(log.lines())
        .last()
        .asString()
        .contains("labelled-events-0@8", "is passed over, with 1 other before it: it has no value");
  }

  @Test
  void aTopicThatIsMissingIsWaitedForAndThenReadFromItsBeginning() {
    assertThat(reader.turn()).isEqualTo(AFTER_TROUBLE);
    assertThat(reader.turn()).isEqualTo(AFTER_TROUBLE);
    assertThat(heard.lines()).containsExactly("failed", "failed");
    assertThat(judge.report().reason())
        .isEqualTo(
            "labels cannot be read for now: there is no topic labelled-events: create it, or have"
                + " leebert.labelled.topic name the one that labels are on");
    assertThat(log.lines()).as("said once").hasSize(1);
    answered("a");
    ends.put(0, 0L);
    topic(1);
    turns(1);
    write(0, label("a", "shipping"));
    turns(2);
    assertThat(heard.lines()).containsExactly("right at 2");
    assertThat(judge.report().trouble()).isNull();
    assertThat(log.lines())
        .last()
        .asString()
        .contains("labels are read from labelled-events again");
  }

  @Test
  void aRightThatIsMissingIsNamedWithTheCommandThatGivesIt() {
    topic(1);
    consumer.setPollException(new TopicAuthorizationException(TOPIC));
    assertThat(reader.turn()).isEqualTo(AFTER_TROUBLE);
    assertThat(log.lines())
        .last()
        .asString()
        .contains("no right to read labelled-events. Who may gives it by: kafka-acls.sh --add it");
    assertThat(reader.turn()).as("and then it is there").isZero();
  }

  @Test
  void whatGoesWrongOnceIsTriedAgainAndNothingIsMissed() {
    topic(1);
    turns(1);
    answered("a");
    consumer.setPollException(new KafkaException("the broker is somewhere else"));
    assertThat(reader.turn()).isEqualTo(AFTER_TROUBLE);
    write(0, label("a", "shipping"));
    turns(2);
    assertThat(heard.lines()).containsExactly("failed", "right at 2");
  }

  @Test
  void whileTheRegistryIsAwayLabelsWaitAndNoneIsBlamed() {
    topic(2);
    turns(1);
    for (String id : List.of("a", "b", "c")) {
      answered(id);
    }
    write(0, label("a", "shipping"));
    write(0, label("b", "shipping"));
    write(1, label("c", "billing"));
    registryIsAway = true;
    assertThat(reader.turn()).isEqualTo(AFTER_TROUBLE);
    assertThat(heard.lines()).containsExactly("failed");
    registryIsAway = false;
    // The mock has given its records away; a broker gives them again from where it is told.
    assertThat(consumer.position(new TopicPartition(TOPIC, 0))).isEqualTo(5);
    assertThat(consumer.position(new TopicPartition(TOPIC, 1))).isEqualTo(5);
  }

  @Test
  void partitionsThatAreAddedAreReadFromTheirBeginning() {
    topic(1);
    turns(1);
    topic(2);
    turns(1);
    assertThat(consumer.assignment()).as("it is not asked at every turn").hasSize(1);
    clock.advance(Duration.ofSeconds(31));
    turns(1);
    assertThat(consumer.assignment()).hasSize(2);
    assertThat(consumer.position(new TopicPartition(TOPIC, 0))).isEqualTo(5);
    assertThat(consumer.position(new TopicPartition(TOPIC, 1))).isZero();
  }

  @Test
  void aFloodOfLabelsLeavesTheProcessorToOthersNowAndThen() {
    topic(1);
    turns(1);
    for (int i = 0; i < 200; i++) {
      write(0, label("e-" + i, "shipping"));
    }
    assertThat(reader.turn()).isPositive();
    assertThat(reader.turn()).isZero();
  }

  @Test
  void itReadsByItselfAndEndsWhenItIsToldTo() {
    topic(1);
    LabelReader running =
        new LabelReader(
            new LabelSource(TOPIC, "", () -> consumer, values()), judge, System::nanoTime);
    running.start();
    try {
      await().atMost(Duration.ofMinutes(1)).until(() -> !consumer.assignment().isEmpty());
    } finally {
      running.close();
    }
    await().atMost(Duration.ofMinutes(1)).until(consumer::closed);
  }
}
