package io.leebert.deploy.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.deploy.system.SharedServices;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedServices.class)
class TopicsIT {
  private static final int PARTITIONS = 4;

  /** Enough for several batches to a partition, which are on their way together. */
  private static final int EVENTS = 4_000;

  /** How often: with topics that are known but not served yet, one round in five loses a batch. */
  private static final int ROUNDS = 10;

  @Test
  void whatIsWrittenTheMomentATopicIsMadeIsWritten(ClientSettings clients) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = connected(clients)) {
      for (int round = 0; round < ROUNDS; round++) {
        String topic = "fresh-" + round;
        Topics.create(clients, List.of(topic, topic + "-out", topic + "-dlq"), PARTITIONS);
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
          sent.add(producer.send(new ProducerRecord<>(topic, i % PARTITIONS, null, text(i))));
        }
        producer.flush();
        for (Future<RecordMetadata> each : sent) {
          assertThat(each.get().topic()).isEqualTo(topic);
        }
      }
    }
  }

  @Test
  void topicsThatAreThereStayAsTheyAre(ClientSettings clients) throws Exception {
    Topics.create(clients, List.of("kept"), 2);
    Topics.create(clients, List.of("kept", "kept-too"), PARTITIONS);
    try (Admin admin = Admin.create(clients.client(Map.of()))) {
      var topics = admin.describeTopics(List.of("kept", "kept-too")).allTopicNames().get();
      assertThat(topics.values())
          .extracting(topic -> topic.name() + " " + topic.partitions().size())
          .containsExactlyInAnyOrder("kept 2", "kept-too " + PARTITIONS);
    }
  }

  @Test
  void aTopicThatTheBrokerRefusesIsNamed(ClientSettings clients) {
    NewTopic odd = new NewTopic("odd name", 1, (short) 1);
    assertThatThrownBy(() -> Topics.create(clients, List.of(odd)))
        .hasMessage("cannot create topic odd name");
  }

  /** One that needs not connect any more: what makes it slow hides the moment. */
  private static KafkaProducer<byte[], byte[]> connected(ClientSettings clients) {
    Map<String, Object> settings = new HashMap<>(clients.client(Map.of("linger.ms", 5)));
    settings.remove("schema.registry.url");
    var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    Topics.create(clients, List.of("connecting"), 1);
    producer.partitionsFor("connecting");
    return producer;
  }

  private static byte[] text(int number) {
    return ("a b c a b c " + number).getBytes(StandardCharsets.UTF_8);
  }
}
