package io.leebert.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.deploy.broker.ChildJvm;
import io.leebert.deploy.traffic.ClientSettings;
import io.leebert.deploy.traffic.Topics;
import io.leebert.schemas.catalogue.Catalogue;
import io.leebert.schemas.catalogue.CatalogueReader;
import io.leebert.schemas.catalogue.Entry;
import io.leebert.schemas.event.CommandType;
import io.leebert.schemas.event.ControlCommand;
import io.leebert.schemas.event.LabelledText;
import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelEventType;
import io.leebert.schemas.serde.AvroSerializer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Topics and a bundle store of a test's own, services (child JVMs) that carry out its commands, and
 * what came of them.
 */
final class TrainerDesk implements AutoCloseable {
  static final String MODEL = "tiny";
  private static final Duration LONG = Duration.ofMinutes(4);
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final List<String> LABELS = List.of("parcel", "money", "password");
  private static final List<List<String>> WORDS =
      List.of(
          List.of("late", "parcel", "where", "order", "track"),
          List.of("refund", "money", "bill", "paid", "price"),
          List.of("login", "password", "mail", "reset", "locked"));

  final String control;
  final String models;
  final String labelled;

  /** Of one partition, and not compacted. */
  final String plain;

  private final String name;
  private final ClientSettings clients;
  private final Path folder;
  private final KafkaProducer<byte[], byte[]> producer;
  private final CatalogueReader reader;
  private final List<ChildJvm> started = new ArrayList<>();
  private Map<String, String> environment = Map.of();

  private TrainerDesk(ClientSettings clients, Path folder) {
    this.name = "trainer-" + NUMBER.incrementAndGet();
    this.control = name + "-control";
    this.models = name + "-models";
    this.labelled = name + "-labelled";
    this.plain = name + "-plain";
    this.clients = clients;
    this.folder = folder;
    create();
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", clients.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.reader = CatalogueReader.open(connection(), models);
  }

  static TrainerDesk create(ClientSettings clients, Path folder) {
    return new TrainerDesk(clients, folder);
  }

  private Map<String, String> connection() {
    return Map.of(
        "bootstrap.servers",
        clients.bootstrapServers(),
        "schema.registry.url",
        clients.schemaRegistryUrl());
  }

  private void create() {
    Topics.create(
        clients,
        List.of(
            new NewTopic(control, 1, (short) 1),
            new NewTopic(models, 1, (short) 1).configs(Map.of("cleanup.policy", "compact")),
            new NewTopic(labelled, 2, (short) 1),
            new NewTopic(plain, 1, (short) 1)));
  }

  /** Writes the settings of a service. */
  Path config(String instance, Map<String, String> settings) throws IOException {
    Properties properties = new Properties();
    properties.putAll(connection());
    properties.put("group.id", name);
    if (!"consumer".equals(settings.get("group.protocol"))) {
      // Of the broker's to say in the other protocol.
      properties.put("session.timeout.ms", "6000");
      properties.put("heartbeat.interval.ms", "1500");
    }
    properties.put("transaction.timeout.ms", "10000");
    properties.put("leebert.start.timeout.ms", "120000");
    properties.put("leebert.trainer.model", MODEL);
    properties.put("leebert.control.topic", control);
    properties.put("leebert.models.topic", models);
    properties.put("leebert.labelled.topic", labelled);
    properties.put("leebert.store.uri", store().toString());
    properties.put("leebert.trainer.work", folder.resolve("work").toString());
    properties.put("leebert.trainer.threads", "1");
    properties.put("leebert.trainer.progress.ms", "50");
    properties.put("leebert.trainer.retrain.epochs", "1");
    properties.put("leebert.trainer.retrain.checkpoint-every", "1");
    properties.putAll(settings);
    Path config = folder.resolve(instance + ".properties");
    try (var out = Files.newOutputStream(config)) {
      properties.store(out, null);
    }
    return config;
  }

  /** Gives services that are started from now on these variables. */
  void environment(Map<String, String> variables) {
    environment = variables;
  }

  /** Starts a service that stands still at a moment, or {@link HeldTrainer#NOWHERE}. */
  ChildJvm start(String instance, String held, Map<String, String> settings) throws IOException {
    Path config = config(instance, settings);
    ChildJvm child =
        ChildJvm.start(
            ChildJvm.Command.mainClass(
                    instance,
                    folder.resolve(instance + "-" + started.size()),
                    List.of("-Xmx512m", "-XX:TieredStopAtLevel=1"),
                    HeldTrainer.class.getName(),
                    List.of(held, "--config", config.toString()))
                .withEnvironment(environment));
    started.add(child);
    return child;
  }

  /** Starts one that runs freely, and waits until it is a member of its group. */
  ChildJvm startReady(String instance, Map<String, String> settings) throws IOException {
    return startReady(instance, HeldTrainer.NOWHERE, settings);
  }

  /** Starts one that is held at times, and waits until it is a member of its group. */
  ChildJvm startReady(String instance, String held, Map<String, String> settings)
      throws IOException {
    return awaitSaid(start(instance, held, settings), "leebert: trainer-service ready");
  }

  static ChildJvm awaitSaid(ChildJvm child, String line) {
    return child.awaitReady(() -> ServedTopics.text(child.log()).contains(line), LONG);
  }

  Path store() {
    return folder.resolve("store");
  }

  /** Sends a command. */
  void send(String id, CommandType type, UnaryOperator<ControlCommand.Builder> more) {
    sendRaw(command(id, type, more));
  }

  /** A command as it is sent; to make one needs the registry, to send it does not. */
  byte[] command(String id, CommandType type, UnaryOperator<ControlCommand.Builder> more) {
    return serialize(
        control, more.apply(ControlCommand.newBuilder().setCommandId(id).setType(type)).build());
  }

  /** Sends a record of another kind, whose schema the control topic would never take. */
  void sendForeign(SpecificRecord value) {
    sendRaw(serialize(control + "-foreign", value));
  }

  void sendRaw(byte @Nullable [] value) {
    write(new ProducerRecord<>(control, value));
  }

  private void write(ProducerRecord<byte[], byte[]> record) {
    try {
      producer.send(record).get();
    } catch (Exception e) {
      throw new AssertionError("cannot write to " + record.topic(), e);
    }
  }

  private byte[] serialize(String topic, SpecificRecord value) {
    try (AvroSerializer<SpecificRecord> serializer = new AvroSerializer<>()) {
      serializer.configure(connection(), false);
      return serializer.serialize(topic, value);
    }
  }

  /**
   * Writes labelled texts that the tiny network can learn. Some are there several times, over both
   * partitions and with a wrong label at first.
   */
  void label(int count, long seed) {
    Random random = new Random(seed);
    long now = System.currentTimeMillis();
    for (int i = 0; i < count; i++) {
      int label = i % LABELS.size();
      StringBuilder text = new StringBuilder("hello " + i);
      for (int word = 0; word < 4; word++) {
        text.append(' ').append(WORDS.get(label).get(random.nextInt(5)));
      }
      if (i % 5 == 0) {
        label(i, now - 2, text, LABELS.get((label + 1) % LABELS.size()));
        label(i + 1, now, text, LABELS.get(label));
      }
      label(i, now - 1, text, LABELS.get(label));
    }
  }

  private void label(int partition, long timestamp, CharSequence text, String label) {
    write(
        new ProducerRecord<>(
            labelled,
            partition % 2,
            timestamp,
            null,
            serialize(labelled, new LabelledText(text.toString(), label, null, null, null))));
  }

  /** Writes something that is no labelled text. */
  void labelNothing() {
    write(new ProducerRecord<>(labelled, 0, null, "no Avro".getBytes(StandardCharsets.UTF_8)));
  }

  /** Shuts out the producer of whoever is at work, as a second one of its name would. */
  void fence() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", clients.bootstrapServers()))) {
      admin.fenceProducers(List.of("leebert-trainer-" + models)).all().get();
    } catch (Exception e) {
      throw new AssertionError("cannot fence", e);
    }
  }

  /** Brings the tiny bundle in from outside, as the first version. */
  void promoteTheFirst() {
    send("first", CommandType.PROMOTE, command -> command.setUri(TinyBundle.PATH.toString()));
    assertThat(awaitEnd("first").getType()).as(services()).isEqualTo(ModelEventType.DONE);
  }

  /** What is on the models topic by now. */
  Catalogue catalogue() {
    reader.readToEnd(LONG);
    return reader.catalogue();
  }

  String inService() {
    Entry current = catalogue().current(MODEL);
    return current == null ? "none" : current.event().getModelVersion();
  }

  /** Waits for the last word on a command to be such a one. */
  ModelEvent await(String id, Predicate<ModelEvent> condition) {
    Awaitility.await(id)
        .atMost(LONG)
        .until(
            () -> {
              Entry entry = catalogue().command(id);
              return entry != null && condition.test(entry.event());
            });
    return last(id);
  }

  /** Waits for a command's end. */
  ModelEvent awaitEnd(String id) {
    try {
      Awaitility.await(id).atMost(LONG).until(() -> catalogue().ended(id));
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(services(), e);
    }
    return last(id);
  }

  ModelEvent last(String id) {
    return Objects.requireNonNull(catalogue().command(id), id).event();
  }

  /** What the services said, for a test that failed. */
  String services() {
    StringBuilder said = new StringBuilder("services said:\n");
    started.forEach(child -> said.append(ServedTopics.text(child.log())).append("\n---\n"));
    return said.toString();
  }

  /** Every committed event of the models topic, compacted or not, in its order. */
  List<ModelEvent> history() {
    return new ModelsHistory(connection(), models).read();
  }

  @Override
  public void close() {
    started.stream().filter(ChildJvm::isAlive).forEach(ChildJvm::kill);
    reader.close();
    producer.close();
  }
}
