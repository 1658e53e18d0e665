package io.leebert.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelEventType;
import io.leebert.schemas.fixture.Latches;
import io.leebert.schemas.serde.AvroDeserializer;
import io.leebert.streams.fixture.LogLines;
import io.leebert.streams.fixture.Settings;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class InstanceReportsTest {
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

  @Test
  void aReportIsTheLastWordOnItsInstanceAndTakenBackAtTheEnd() {
    InstanceReports reports = reports();
    reports.report(event("1"));
    await().until(() -> producer.history().size() == 1);
    ProducerRecord<byte[], byte[]> record = producer.history().get(0);
    assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("instance/small/host-7");
    assertThat(record.topic()).isEqualTo("models");
    AvroDeserializer<ModelEvent> reader = new AvroDeserializer<>(ModelEvent.class);
    reader.configure(Map.of("schema.registry.url", "mock://settings-fixture"), false);
    ModelEvent read = Objects.requireNonNull(reader.deserialize("models", record.value()));
    assertThat(read.getType()).isEqualTo(ModelEventType.SERVING);
    assertThat(read.getModelVersion()).isEqualTo("1");

    reports.close();
    assertThat(producer.history()).hasSize(2);
    assertThat(producer.history().get(1).key()).isEqualTo(record.key());
    assertThat(producer.history().get(1).value()).isNull();
    assertThat(producer.closed()).isTrue();
  }

  @Test
  void whyAnInstanceCouldNotStartIsLeftToBeFound() {
    InstanceReports reports = reports();
    reports.report(
        ServingStage.failed(event("1"), "host-7", new IllegalStateException("damaged")).build());
    reports.leave();
    assertThat(producer.history())
        .singleElement()
        .satisfies(record -> assertThat(record.value()).isNotNull());
    assertThat(producer.closed()).isTrue();
  }

  @Test
  void whoeverReportsNeverWaitsForABrokerThatDoesNotAnswer() {
    CountDownLatch broker = new CountDownLatch(1);
    InstanceReports reports =
        new InstanceReports(
            "models",
            "host-7",
            Serdes.predictions(Settings.with()),
            () -> {
              Latches.awaitOrStayInterrupted(broker);
              return producer;
            });
    for (int i = 0; i < 1000; i++) {
      reports.report(event(String.valueOf(i)));
    }
    assertThat(producer.history()).isEmpty();
    broker.countDown();
    await().until(() -> !producer.history().isEmpty());
    reports.close();
    assertThat(producer.history()).as("the oldest are left out").hasSizeLessThan(30);
  }

  @Test
  void aRightThatIsMissingIsSaidOnce() {
    producer.sendException = new TopicAuthorizationException("models");
    try (LogLines log = LogLines.of(InstanceReports.class)) {
      InstanceReports reports = reports();
      reports.report(event("1"));
      reports.report(event("2"));
      reports.close();
      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("WARN no right to write to models")
          .endsWith("WRITE on topic models");
    }
  }

  private InstanceReports reports() {
    return new InstanceReports(
        "models", "host-7", Serdes.predictions(Settings.with()), () -> producer);
  }

  private static ModelEvent event(String version) {
    return ServingStage.serving(
            ModelEvent.newBuilder()
                .setModel("small")
                .setModelVersion(version)
                .setType(ModelEventType.PROMOTED)
                .build(),
            "host-7")
        .build();
  }
}
