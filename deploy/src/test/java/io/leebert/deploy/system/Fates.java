package io.leebert.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.deploy.traffic.ClientSettings;
import io.leebert.schemas.event.Prediction;
import io.leebert.schemas.serde.AvroDeserializer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends records as they are, each under a name of the test's, and finds out what became of each: a
 * prediction or a dead letter, by the coordinates that both carry.
 */
final class Fates implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String ERRORS = "__streams.errors.";

  private final ServedTopics topics;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final AvroDeserializer<Prediction> reader = new AvroDeserializer<>(Prediction.class);
  private final Map<String, String> places = new LinkedHashMap<>();
  private final Map<String, ConsumerRecord<byte[], byte[]>> predictions = new HashMap<>();
  private final Map<String, ConsumerRecord<byte[], byte[]>> letters = new HashMap<>();

  Fates(ServedTopics topics) {
    this.topics = topics;
    ClientSettings clients = topics.clients;
    reader.configure(Map.of("schema.registry.url", clients.schemaRegistryUrl()), false);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", clients.bootstrapServers(), "max.request.size", 8_000_000),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                clients.bootstrapServers(),
                "isolation.level",
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        Stream.of(topics.predictions, topics.deadLetters)
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(p -> new TopicPartition(p.topic(), p.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Sends a text of bytes under the key {@code k}. */
  void send(String name, byte @Nullable [] value, Header... headers) {
    send(name, bytes("k"), value, headers);
  }

  /** Sends a record of which nothing need be there. */
  void send(String name, byte @Nullable [] key, byte @Nullable [] value, Header... headers) {
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topics.events, null, key, value);
    List.of(headers).forEach(record.headers()::add);
    try {
      RecordMetadata metadata = producer.send(record).get();
      places.put(name, metadata.partition() + "@" + metadata.offset());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } catch (ExecutionException e) {
      throw new AssertionError("cannot send " + name, e);
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Reads until every event has its fate: one, and one only. */
  void await() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (predictions.size() + letters.size() < places.size()) {
      consumer.poll(Duration.ofMillis(100)).forEach(this::take);
      if (System.nanoTime() > deadline) {
        Map<String, String> missing = new HashMap<>(places);
        missing.values().removeAll(predictions.keySet());
        missing.values().removeAll(letters.keySet());
        throw new AssertionError("after " + PATIENCE + " nothing has become of " + missing);
      }
    }
    consumer.poll(Duration.ofMillis(500)).forEach(this::take);
    assertThat(predictions.size() + letters.size())
        .as("events in = predictions + dead letters")
        .isEqualTo(places.size());
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    boolean letter = record.topic().equals(topics.deadLetters);
    String place;
    if (letter) {
      assertThat(text(record, ERRORS + "topic")).isEqualTo(topics.events);
      place = text(record, ERRORS + "partition") + "@" + text(record, ERRORS + "offset");
    } else {
      var source = decode(record).getSource();
      place = source.getPartition() + "@" + source.getOffset();
    }
    assertThat(places).as("events that were sent").containsValue(place);
    assertThat((letter ? letters : predictions).put(place, record)).as("doubled").isNull();
  }

  /** The event's prediction. */
  Prediction prediction(String name) {
    return decode(predicted(name));
  }

  /** The record of the event's prediction. */
  ConsumerRecord<byte[], byte[]> predicted(String name) {
    return Objects.requireNonNull(
        predictions.get(places.get(name)), () -> name + " has no prediction: " + whyNot(name));
  }

  private String whyNot(String name) {
    ConsumerRecord<byte[], byte[]> letter = letters.get(places.get(name));
    return letter == null ? "nor a dead letter" : text(letter, ERRORS + "message");
  }

  /** The event's dead letter, which says what is wrong. */
  ConsumerRecord<byte[], byte[]> letter(String name, String... parts) {
    ConsumerRecord<byte[], byte[]> letter =
        Objects.requireNonNull(letters.get(places.get(name)), () -> name + " has no dead letter");
    assertThat(text(letter, ERRORS + "message"))
        .as("what is wrong with %s", name)
        .startsWith(topics.events + "-" + places.get(name) + ": ")
        .contains(parts);
    assertThat(text(letter, ERRORS + "exception")).contains("Exception");
    return letter;
  }

  static String text(ConsumerRecord<byte[], byte[]> record, String header) {
    return new String(
        Objects.requireNonNull(record.headers().lastHeader(header), header).value(),
        StandardCharsets.UTF_8);
  }

  private Prediction decode(ConsumerRecord<byte[], byte[]> record) {
    return Objects.requireNonNull(
        reader.deserialize(record.topic(), record.headers(), record.value()));
  }

  @Override
  public void close() {
    producer.close();
    consumer.close();
  }
}
