package io.leebert.deploy.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.event.TextEvent;
import io.leebert.schemas.serde.AvroDeserializer;
import io.leebert.schemas.serde.AvroSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentServicesIT {

  private static final String CLUSTER = "AAAAAAAAAAAAAAAAAAAAAQ";

  @TempDir Path folder;

  /** In parts also a thing of BrokerOutageIT and InterruptedBrokerIT, which every build runs. */
  @Test
  @EnabledIfSystemProperty(named = "leebert.soak", matches = "true")
  void avroEventsPassThroughBrokerAndRegistryAndOutliveAKilledBroker() throws Exception {
    EmbeddedBroker broker;
    EmbeddedRegistry registry;
    try (DevelopmentServices services = DevelopmentServices.start(folder)) {
      broker = services.broker();
      registry = services.registry();
      produce(services, new TextEvent("first", null, "1"));
      broker.kill();
      broker.restart();
      produce(services, new TextEvent("second", null, "2"));

      assertThat(consume(services, 2))
          .extracting(TextEvent::getText)
          .containsExactly("first", "second");
    }
    assertThat(ProcessHandle.of(broker.pid()).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(ProcessHandle.of(registry.pid()).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(broker.log()).startsWith(folder.toAbsolutePath()).isNotEmptyFile();
  }

  private static void produce(DevelopmentServices services, TextEvent event) throws Exception {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", services.broker().bootstrapServers(),
            "key.serializer", StringSerializer.class.getName(),
            "value.serializer", AvroSerializer.class.getName(),
            "schema.registry.url", services.registry().url());
    try (KafkaProducer<String, TextEvent> producer = new KafkaProducer<>(settings)) {
      producer.send(new ProducerRecord<>("text-events", "key", event)).get(60, TimeUnit.SECONDS);
    }
  }

  private static List<TextEvent> consume(DevelopmentServices services, int count) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", services.broker().bootstrapServers(),
            "key.deserializer", StringDeserializer.class.getName(),
            "value.deserializer", AvroDeserializer.class.getName(),
            "schema.registry.url", services.registry().url(),
            "group.id", "readers",
            "auto.offset.reset", "earliest");
    List<TextEvent> events = new ArrayList<>();
    try (KafkaConsumer<String, TextEvent> consumer = new KafkaConsumer<>(settings)) {
      consumer.subscribe(List.of("text-events"));
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (events.size() < count && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofSeconds(1)).forEach(record -> events.add(record.value()));
      }
    }
    return events;
  }

  @Test
  void aBrokerThatCannotStartIsToldWithItsLog() {
    assertThatThrownBy(() -> EmbeddedBroker.start(folder, Map.of("log.retention.hours", "soon")))
        .isInstanceOf(StartException.class)
        .hasMessageContaining(folder.resolve("broker.log").toString())
        .hasMessageContaining("log.retention.hours");
  }

  /** Their own errors when another process was faster: what the unit tests only suppose. */
  @Test
  @EnabledIfSystemProperty(named = "leebert.soak", matches = "true")
  void serversWhosePortIsTakenMeanwhileStartOnAnother() throws Exception {
    try (EmbeddedRegistry registry =
            startOnceTaken(
                1,
                ports ->
                    EmbeddedRegistry.start(
                        folder, EmbeddedRegistry.unpackedByTheBuild(), ports.get(0)));
        EmbeddedBroker broker =
            startOnceTaken(
                2,
                ports ->
                    EmbeddedBroker.start(folder, ports.get(0), ports.get(1), CLUSTER, Map.of()))) {
      assertThat(registry.process().text()).contains("seems to be in use by another process");
      assertThat(broker.process().text()).contains("Address already in use");
    }
  }

  /** Another process listens on the last port when a server starts for the first time. */
  private static <T> T startOnceTaken(int count, Function<List<Integer>, T> start)
      throws IOException {
    try (ServerSocket other = new ServerSocket()) {
      return LoopbackPorts.use(
          count,
          ports -> {
            try {
              if (!other.isBound()) {
                other.bind(new InetSocketAddress(LoopbackPorts.ADDRESS, ports.get(count - 1)));
              }
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            return start.apply(ports);
          });
    }
  }

  @Test
  void aRegistryThatWasNotBuiltIsNamed() throws Exception {
    Path home = Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(() -> EmbeddedRegistry.start(folder, home))
        .isInstanceOf(StartException.class)
        .hasMessageContaining(home.toString())
        .hasMessageContaining("runner.jar");
    assertThatThrownBy(() -> EmbeddedRegistry.start(folder, folder.resolve("nowhere")))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("build the module deploy first");
  }
}
