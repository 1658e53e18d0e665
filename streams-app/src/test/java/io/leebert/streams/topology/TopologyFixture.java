package io.leebert.streams.topology;

import static org.awaitility.Awaitility.await;

import io.leebert.schemas.event.Prediction;
import io.leebert.schemas.event.TextEvent;
import io.leebert.schemas.serde.AvroDeserializer;
import io.leebert.schemas.serde.AvroSerializer;
import io.leebert.streams.batch.BatchSettings;
import io.leebert.streams.batch.MicroBatcher;
import io.leebert.streams.fixture.SmallModel;
import io.leebert.streams.inference.Classifier;
import io.leebert.streams.models.ServedModel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The topology in Kafka's test driver, around a model of the test's choice. */
final class TopologyFixture implements AutoCloseable {
  static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");
  private static final Map<String, ?> REGISTRY = Map.of("schema.registry.url", "mock://topology");

  private final ServedModel served;
  private final MicroBatcher batcher;
  private final ClassifyTopology topology;
  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> input;
  private final TestOutputTopic<byte[], byte[]> output;
  private final TestOutputTopic<byte[], byte[]> letters;
  private final AvroDeserializer<Prediction> reader = new AvroDeserializer<>(Prediction.class);
  private boolean closed;

  /** What was heard of results: labels of predictions, causes of dead letters with offsets. */
  final List<String> heard = new CopyOnWriteArrayList<>();

  private final ResultListener listener =
      new ResultListener() {
        @Override
        public void predicted(Prediction prediction, @Nullable TextEvent event) {
          heard.add(prediction.getLabel());
        }

        @Override
        public void deadLettered(DeadLetterNotice notice) {
          heard.add(notice.cause() + " " + notice.topic() + "@" + notice.offset());
        }
      };

  TopologyFixture(Classifier network, EventFormat format) {
    this(
        network,
        format,
        new BatchSettings(4, Duration.ofMillis(1), 1000, 8),
        Duration.ofSeconds(30));
  }

  TopologyFixture(Classifier network, EventFormat format, OutputLimits limits) {
    this(
        network,
        format,
        new BatchSettings(4, Duration.ofMillis(1), 1000, 8),
        Duration.ofSeconds(30),
        limits);
  }

  TopologyFixture(
      Classifier network, EventFormat format, BatchSettings batches, Duration longestWait) {
    this(network, format, batches, longestWait, OutputLimits.USUAL);
  }

  private TopologyFixture(
      Classifier network,
      EventFormat format,
      BatchSettings batches,
      Duration longestWait,
      OutputLimits limits) {
    served = SmallModel.served(network);
    batcher = new MicroBatcher(batches, "test", System::nanoTime);
    topology =
        new ClassifyTopology(
            new TopologySettings(
                "text-events", "predictions", "text-events-dlq", batches.queueSize(), longestWait),
            format,
            serializer(),
            limits,
            this::held,
            batcher,
            listener,
            System::nanoTime);
    Properties properties = new Properties();
    properties.put("application.id", "test");
    properties.put("bootstrap.servers", "none:1");
    driver = new TopologyTestDriver(topology.topology(), properties, TIME);
    input =
        driver.createInputTopic(
            "text-events", new ByteArraySerializer(), new ByteArraySerializer());
    output =
        driver.createOutputTopic(
            "predictions", new ByteArrayDeserializer(), new ByteArrayDeserializer());
    letters =
        driver.createOutputTopic(
            "text-events-dlq", new ByteArrayDeserializer(), new ByteArrayDeserializer());
    reader.configure(REGISTRY, false);
  }

  @SuppressWarnings("unchecked")
  private static Serializer<Object> serializer() {
    AvroSerializer<Prediction> serializer = new AvroSerializer<>();
    serializer.configure(REGISTRY, false);
    return (Serializer<Object>) (Serializer<?>) serializer;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Sends an event, with headers given as name, value, name, value. */
  void send(String key, String value, String... headers) {
    Headers all = new RecordHeaders();
    for (int i = 0; i < headers.length; i += 2) {
      all.add(headers[i], bytes(headers[i + 1]));
    }
    sendRaw(bytes(key), bytes(value), all);
  }

  void sendRaw(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    input.pipeInput(new TestRecord<>(key, value, headers, TIME));
  }

  /** Sends an event with a timestamp that Kafka's own test records may not have. */
  void sendAt(long timestamp, String value) {
    driver
        .createInputTopic(
            "text-events",
            new ByteArraySerializer(),
            new ByteArraySerializer(),
            Instant.ofEpochMilli(timestamp),
            Duration.ZERO)
        .pipeInput(bytes("k"), bytes(value));
  }

  /** Lets the punctuation run; always false, for use as a condition. */
  boolean tick() {
    driver.advanceWallClockTime(Duration.ofMillis(1));
    return false;
  }

  List<TestRecord<byte[], byte[]>> predictions(int count) {
    return read(output, count);
  }

  List<TestRecord<byte[], byte[]>> deadLetters(int count) {
    return read(letters, count);
  }

  List<TestRecord<byte[], byte[]>> deadLettersNow() {
    return letters.readRecordsToList();
  }

  private List<TestRecord<byte[], byte[]>> read(TestOutputTopic<byte[], byte[]> topic, int count) {
    List<TestRecord<byte[], byte[]>> records = new ArrayList<>();
    await()
        .until(
            () -> {
              tick();
              records.addAll(topic.readRecordsToList());
              return records.size() >= count;
            });
    return records;
  }

  Prediction decode(TestRecord<byte[], byte[]> result) {
    return Objects.requireNonNull(
        reader.deserialize("predictions", result.headers(), result.value()));
  }

  List<Prediction> decode(List<TestRecord<byte[], byte[]>> results) {
    return results.stream().map(this::decode).toList();
  }

  private ServedModel held() {
    if (!served.hold()) {
      throw new IllegalStateException("the model has ended");
    }
    return served;
  }

  ServedModel served() {
    return served;
  }

  MicroBatcher batcher() {
    return batcher;
  }

  EventCounters counters() {
    return topology.counters();
  }

  void closeTask() {
    if (!closed) {
      closed = true;
      driver.close();
    }
  }

  @Override
  public void close() {
    closeTask();
    batcher.close();
    served.release();
  }
}
