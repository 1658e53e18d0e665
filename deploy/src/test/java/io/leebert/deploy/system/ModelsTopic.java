package io.leebert.deploy.system;

import static org.awaitility.Awaitility.await;

import io.leebert.deploy.traffic.ClientSettings;
import io.leebert.deploy.traffic.Topics;
import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.catalogue.CatalogueKeys;
import io.leebert.schemas.catalogue.CatalogueReader;
import io.leebert.schemas.catalogue.Entry;
import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelEventType;
import io.leebert.schemas.event.ModelManifest;
import io.leebert.schemas.serde.AvroSerializer;
import io.leebert.schemas.store.BundleStore;
import io.leebert.schemas.store.BundleStores;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * A models topic of a test's own and a store of bundles, in place of a trainer: versions of the
 * tiny bundle, each with labels that name it.
 */
final class ModelsTopic implements AutoCloseable {
  static final String MODEL = "tiny";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(100);

  final String name;
  private final Path folder;
  private final BundleStore store;
  private final Map<String, ModelEvent> published = new HashMap<>();
  private final KafkaProducer<String, byte[]> producer;
  private final AvroSerializer<ModelEvent> values = new AvroSerializer<>();
  private final CatalogueReader reader;

  ModelsTopic(ClientSettings clients, String name, Path folder) throws Exception {
    this(clients, name, folder, BundleStores.of(folder.resolve("store").toUri(), Map.of()));
  }

  /**
   * A topic of versions that lie elsewhere.
   *
   * @param store closed with this
   */
  ModelsTopic(ClientSettings clients, String name, Path folder, BundleStore store)
      throws Exception {
    this.name = name;
    this.folder = folder;
    this.store = store;
    Map<String, Object> kafka = Map.of("bootstrap.servers", clients.bootstrapServers());
    Topics.create(
        clients,
        List.of(new NewTopic(name, 1, (short) 1).configs(Map.of("cleanup.policy", "compact"))));
    Map<String, String> serdes = Map.of("schema.registry.url", clients.schemaRegistryUrl());
    values.configure(serdes, false);
    producer = new KafkaProducer<>(kafka, new StringSerializer(), new ByteArraySerializer());
    Map<String, Object> consumer = new HashMap<>(kafka);
    consumer.putAll(serdes);
    reader = CatalogueReader.open(consumer, name);
  }

  /** Settings of an application that follows this topic and has nothing else to serve. */
  Map<String, String> followed(String instance) {
    return Map.of(
        "leebert.models.topic", name,
        "leebert.bundle", "",
        "leebert.instance", instance);
  }

  /** Puts a version into the store. */
  void publish(String version) throws IOException {
    try (ModelBundle tiny = ModelBundle.read(TinyBundle.PATH)) {
      ModelManifest manifest = tiny.manifest();
      manifest.setModelVersion(version);
      manifest.setLabels(List.of("money-" + version, "parcel-" + version, "password-" + version));
      try (ModelBundle bundle =
          ModelBundle.write(
              folder.resolve("made-" + version),
              manifest,
              tiny.model(),
              Files.readString(tiny.tokenizer()))) {
        URI uri = store.publish(bundle, MODEL, version);
        published.put(
            version,
            event(version, ModelEventType.PROMOTED)
                .setUri(uri.toString())
                .setSha256(bundle.manifestSha256())
                .build());
      }
    }
  }

  /** Changes a byte of a version's network behind the store's back. */
  void damage(String version) throws IOException {
    Path model = folder.resolve("store").resolve(MODEL).resolve(version).resolve("model.onnx");
    byte[] bytes = Files.readAllBytes(model);
    bytes[bytes.length / 2] ^= 1;
    if (!model.toFile().setWritable(true)) {
      throw new IOException("cannot write to " + model);
    }
    Files.write(model, bytes);
  }

  /** Promotes a version that is in the store. */
  void promote(String version) throws Exception {
    ModelEvent event = published.get(version);
    if (event == null) {
      throw new IllegalArgumentException(version + " is not published");
    }
    write(CatalogueKeys.model(MODEL, version), event);
  }

  /** Orders a patience; null takes the order back. */
  void order(@Nullable Integer patience) throws Exception {
    write(
        CatalogueKeys.patience(MODEL),
        patience == null ? null : event("", ModelEventType.PATIENCE).setPatience(patience).build());
  }

  private void write(String key, @Nullable ModelEvent event) throws Exception {
    byte[] value = event == null ? null : values.serialize(name, event);
    producer.send(new ProducerRecord<>(name, key, value)).get();
  }

  private static ModelEvent.Builder event(String version, ModelEventType type) {
    return ModelEvent.newBuilder().setModel(MODEL).setModelVersion(version).setType(type);
  }

  /** Waits until an instance serves a version that it did not start with, and events came. */
  ModelEvent awaitTakenOver(String version) {
    return awaitReport(
        version, ModelEventType.SERVING, event -> event.getScores().containsKey("swapGapMs"));
  }

  /** Waits until an instance says so of a version. */
  ModelEvent awaitReport(String version, ModelEventType type) {
    return awaitReport(version, type, event -> true);
  }

  private ModelEvent awaitReport(String version, ModelEventType type, Predicate<ModelEvent> which) {
    return await(type + " " + version)
        .atMost(PATIENCE)
        .until(
            () ->
                report(
                    event ->
                        event.getModelVersion().equals(version)
                            && event.getType() == type
                            && which.test(event)),
            Objects::nonNull);
  }

  /** Waits until no instance says that it serves. */
  void awaitNoReport() {
    await("no instance").atMost(PATIENCE).until(() -> report(e -> true) == null);
  }

  private @Nullable ModelEvent report(Predicate<ModelEvent> which) {
    reader.poll(POLL);
    return reader.catalogue().instances(MODEL).stream()
        .map(Entry::event)
        .filter(which)
        .findFirst()
        .orElse(null);
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
    reader.close();
    store.close();
  }
}
