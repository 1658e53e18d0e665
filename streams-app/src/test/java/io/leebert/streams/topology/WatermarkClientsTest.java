package io.leebert.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;

class WatermarkClientsTest {
  private static final Map<String, Object> CONFIG = Map.of("bootstrap.servers", "127.0.0.1:1");

  private final List<Producer<byte[], byte[]>> wrapped = new ArrayList<>();
  private final WatermarkClients clients =
      new WatermarkClients(
          new CommitWatermark(),
          producer -> {
            wrapped.add(producer);
            return producer;
          });

  @Test
  void producersCommitTheWatermark() {
    try (Producer<byte[], byte[]> producer = clients.getProducer(CONFIG)) {
      assertThat(producer).isInstanceOf(WatermarkProducer.class);
      assertThat(producer.metrics()).isNotEmpty();
      assertThat(wrapped)
          .as("what stands around Kafka's producer")
          .singleElement()
          .isInstanceOf(KafkaProducer.class);
      producer.close(Duration.ZERO);
    }
  }

  @Test
  void consumersLeaveTheirGroupAndTheOtherClientsAreKafkasOwn() {
    try (Admin admin = clients.getAdmin(CONFIG);
        Consumer<byte[], byte[]> consumer = clients.getConsumer(CONFIG);
        Consumer<byte[], byte[]> restore = clients.getRestoreConsumer(CONFIG);
        Consumer<byte[], byte[]> global = clients.getGlobalConsumer(CONFIG)) {
      assertThat(admin.metrics()).isNotEmpty();
      assertThat(consumer).isInstanceOf(LeavingConsumer.class);
      assertThat(consumer.subscription()).isEmpty();
      assertThat(restore).isNotSameAs(global);
    }
  }
}
