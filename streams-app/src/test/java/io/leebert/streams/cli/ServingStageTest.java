package io.leebert.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.catalogue.Entry;
import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelEventType;
import io.leebert.schemas.serde.AvroDeserializer;
import io.leebert.schemas.store.BundleStores;
import io.leebert.streams.batch.Ticket;
import io.leebert.streams.configuration.ServeSettings;
import io.leebert.streams.fixture.Settings;
import io.leebert.streams.fixture.TinyVersions;
import io.leebert.streams.inference.Classification;
import io.leebert.streams.inference.Classifier;
import io.leebert.streams.inference.Row;
import io.leebert.streams.models.ServedModel;
import io.leebert.streams.models.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Versions that get ready and take over, and what the instance says of it. */
class ServingStageTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path folder;

  private final ServeSettings settings = Settings.with("leebert.batch.delay.ms", "1");
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final InstanceReports reports =
      new InstanceReports("models", "host-7", Serdes.predictions(settings), () -> producer);
  private final AtomicBoolean broken = new AtomicBoolean();
  private final AtomicInteger closed = new AtomicInteger();
  private final List<String> takenOver = new CopyOnWriteArrayList<>();
  private ModelService service;
  private Stage<ModelService.Ready> stage;

  @BeforeEach
  void start() {
    Boundary boundary = new Boundary(Watched::new, UnaryOperator.identity());
    try (ModelBundle first = TinyVersions.write(folder, "1")) {
      service = ModelService.start(settings, boundary, first, System::nanoTime);
    }
    Versions versions = new Versions(BundleStores.source(Map.of()), folder.resolve("work"));
    stage =
        new ServingStage(
            service,
            versions,
            new PatienceOrders("tiny"),
            reports,
            next -> takenOver.add(next.getModelVersion() + " after " + serving()));
    TinyVersions.write(folder, "2").close();
  }

  @AfterEach
  void stop() {
    service.close();
    reports.close();
  }

  @Test
  void theLastWordOnATakeOverIsHowLongTheDeviceStoodStillHoweverSoonTheFirstBatchBegins() {
    Entry version = version(folder.resolve("2"));
    ModelService.Ready ready = stage.prepare(version, () -> true);
    // As soon as can be: between the switch and whatever else the loader has to say.
    Logger log = (Logger) LoggerFactory.getLogger(ServingStage.class);
    // Unsynchronized, for the device's thread logs meanwhile.
    UnsynchronizedAppenderBase<ILoggingEvent> batch =
        new UnsynchronizedAppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            if (event.getFormattedMessage().contains("takes over from")) {
              runOne();
            }
          }
        };
    batch.setContext(log.getLoggerContext());
    batch.start();
    log.addAppender(batch);
    try {
      stage.serve(version, ready);
    } finally {
      log.detachAppender(batch);
    }
    await().atMost(PATIENCE).until(() -> producer.history().size() == 2);
    assertThat(said(0).getScores()).containsOnlyKeys("loadMs", "warmUpStopMs");
    assertThat(said(1).getScores()).containsKey("swapGapMs");
  }

  @Test
  void whoWatchesHearsOfAModelBeforeItTakesOver() {
    Entry version = version(folder.resolve("2"));
    ModelService.Ready ready = stage.prepare(version, () -> true);
    assertThat(takenOver).as("it only got ready").isEmpty();
    stage.serve(version, ready);
    assertThat(takenOver).containsExactly("2 after tiny 1");
    assertThat(serving()).isEqualTo("tiny 2");
  }

  private String serving() {
    return service.slot().current().model().name();
  }

  @Test
  void aModelThatAnErrorKeepsFromServingIsClosed() {
    broken.set(true);
    assertThatThrownBy(() -> stage.prepare(version(folder.resolve("2")), () -> true))
        .isInstanceOf(NoClassDefFoundError.class);
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(closed).hasValue(1));
    assertThat(service.slot().current().model().name()).isEqualTo("tiny 1");
  }

  @Test
  void onlyWhatWasFetchedAndIsNotSoundIsGivenUp() throws Exception {
    assertThat(again(folder.resolve("not-mounted").resolve("2"))).isEqualTo(Stage.Again.SOON);
    assertThat(again(folder.resolve("9"))).isEqualTo(Stage.Again.LATER);
    Path model = folder.resolve("2").resolve("model.onnx");
    byte[] bytes = Files.readAllBytes(model);
    bytes[9] ^= 1;
    Files.write(model, bytes);
    assertThat(again(folder.resolve("2"))).isEqualTo(Stage.Again.NEVER);
    assertThat(stage.again(new IllegalStateException("no such graph")))
        .isEqualTo(Stage.Again.NEVER);
  }

  @Test
  void whenTheVersionInServiceIsWantedAgainItSaysThatItServes() {
    Entry version = version(folder.resolve("2"));
    stage.failed(version, new IllegalStateException("damaged"), null);
    stage.stays(version);
    await().atMost(PATIENCE).until(() -> producer.history().size() == 2);
    assertThat(said(0).getType()).isEqualTo(ModelEventType.LOAD_FAILED);
    assertThat(said(1).getType()).isEqualTo(ModelEventType.SERVING);
  }

  private Stage.Again again(Path bundle) {
    try {
      stage.prepare(version(bundle), () -> true);
    } catch (RuntimeException e) {
      return stage.again(e);
    }
    throw new AssertionError(bundle + " is not to be had");
  }

  private void runOne() {
    ServedModel served = service.slot().get();
    Ticket ticket =
        new Ticket(
            served.network(),
            Row.following(served.model().tokenize("where is my parcel", null)),
            System.nanoTime());
    assertThat(service.batcher().offer(ticket)).isTrue();
    await().atMost(PATIENCE).until(() -> ticket.outcome() != null);
  }

  private ModelEvent said(int report) {
    AvroDeserializer<ModelEvent> reader = new AvroDeserializer<>(ModelEvent.class);
    reader.configure(Map.of("schema.registry.url", "mock://settings-fixture"), false);
    return Objects.requireNonNull(
        reader.deserialize("models", producer.history().get(report).value()));
  }

  private static Entry version(Path bundle) {
    return new Entry(
        5,
        0,
        ModelEvent.newBuilder()
            .setModel("tiny")
            .setModelVersion("2")
            .setType(ModelEventType.PROMOTED)
            .setUri(bundle.toUri().toString())
            .build());
  }

  /** A network that can fail as a class that is not there does. */
  private final class Watched implements Classifier {
    private final Classifier network;

    Watched(Classifier network) {
      this.network = network;
    }

    @Override
    public List<Classification> classify(List<Row> rows) {
      if (broken.get()) {
        throw new NoClassDefFoundError("ai/onnxruntime/OnnxTensor");
      }
      return network.classify(rows);
    }

    @Override
    public void close() {
      closed.incrementAndGet();
      network.close();
    }
  }
}
