package io.leebert.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leebert.deploy.traffic.ClientSettings;
import io.leebert.deploy.traffic.EventProducer;
import io.leebert.deploy.traffic.OutgoingEvent;
import io.leebert.deploy.traffic.PredictionReader;
import io.leebert.deploy.traffic.SeenPrediction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Bad events go to the dead letter topic with their cause, and good ones go on. */
@ExtendWith(SharedServices.class)
class DeadLettersIT {
  private static final byte[] KEY = "k".getBytes(StandardCharsets.UTF_8);
  private static final byte[] FOREIGN = "not Avro at all".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  @Test
  void bytesAndHeadersThatMakeNoSenseAreSetAsideWithTheirCause(ClientSettings clients)
      throws Exception {
    try (ServedTopics topics = ServedTopics.create(clients, folder);
        EventProducer events = topics.producer();
        PredictionReader reader = topics.reader();
        KafkaProducer<byte[], byte[]> raw = rawProducer(clients);
        KafkaConsumer<byte[], byte[]> deadLetters = consumer(clients, topics.deadLetters)) {
      topics.serve("app", Map.of());
      events.send(OutgoingEvent.of("k", "a b c", "before"));
      events.flush();
      ProducerRecord<byte[], byte[]> foreign =
          new ProducerRecord<>(topics.events, null, KEY, FOREIGN);
      foreign.headers().add("traceparent", KEY);
      raw.send(foreign).get();
      events.send(OutgoingEvent.of("k", "a b c", "too-deep").withPatience(99));
      events.send(OutgoingEvent.of("k", "a b c", "full-depth").withPatience(4));
      events.send(OutgoingEvent.of("k", "a b c", "after"));
      events.flush();

      List<SeenPrediction> seen = new ArrayList<>();
      await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () -> {
                seen.addAll(reader.read(Duration.ofMillis(100)));
                return seen.size() >= 3;
              });
      List<ConsumerRecord<byte[], byte[]>> dead = new ArrayList<>();
      await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () -> {
                deadLetters.poll(Duration.ofMillis(100)).forEach(dead::add);
                return dead.size() >= 2;
              });

      assertThat(seen)
          .extracting(prediction -> prediction.prediction().getId())
          .containsExactly("before", "full-depth", "after");
      assertThat(seen.get(1).prediction().getExitLayer()).isEqualTo(4);
      assertThat(dead).hasSize(2);
      assertThat(dead.get(0).key()).isEqualTo(KEY);
      assertThat(dead.get(0).value()).isEqualTo(FOREIGN);
      assertThat(header(dead.get(0), "traceparent")).isEqualTo("k");
      assertThat(header(dead.get(0), "__streams.errors.topic")).isEqualTo(topics.events);
      assertThat(header(dead.get(0), "__streams.errors.offset")).isEqualTo("1");
      assertThat(header(dead.get(0), "__streams.errors.partition")).matches("[0-3]");
      assertThat(header(dead.get(0), "__streams.errors.exception")).contains("Exception");
      assertThat(header(dead.get(0), "__streams.errors.message")).contains(topics.events);
      assertThat(header(dead.get(1), "__streams.errors.message"))
          .contains("leebert-patience", "0 to 4", "99");
      assertThat(header(dead.get(1), "leebert-patience")).isEqualTo("99");
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> deadLetter, String name) {
    return new String(deadLetter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private static KafkaProducer<byte[], byte[]> rawProducer(ClientSettings clients) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", clients.bootstrapServers()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static KafkaConsumer<byte[], byte[]> consumer(ClientSettings clients, String topic) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                clients.bootstrapServers(),
                "isolation.level",
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        IntStream.range(0, 4).mapToObj(p -> new TopicPartition(topic, p)).toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }
}
