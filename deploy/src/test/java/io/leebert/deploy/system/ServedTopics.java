package io.leebert.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leebert.deploy.broker.ChildJvm;
import io.leebert.deploy.cli.Leebert;
import io.leebert.deploy.traffic.ClientSettings;
import io.leebert.deploy.traffic.EventEncoding;
import io.leebert.deploy.traffic.EventProducer;
import io.leebert.deploy.traffic.OutgoingEvent;
import io.leebert.deploy.traffic.PredictionReader;
import io.leebert.deploy.traffic.SeenPrediction;
import io.leebert.deploy.traffic.Topics;
import io.leebert.schemas.event.Prediction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;

/** Topics of a test's own, and applications (child JVMs running {@code serve}) between them. */
final class ServedTopics implements AutoCloseable {
  private static final Duration READ = Duration.ofMillis(100);
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final int PARTITIONS = 4;

  final ClientSettings clients;
  final String events;
  final String predictions;
  final String deadLetters;
  private final Path folder;
  final String application;
  private final List<ChildJvm> started = new ArrayList<>();
  private List<String> jvm = List.of("-Xmx512m", "-XX:TieredStopAtLevel=1");
  private Map<String, String> environment = Map.of();

  private ServedTopics(ClientSettings clients, Path folder, String name) {
    this.clients = clients;
    this.folder = folder;
    this.application = name;
    this.events = name + "-events";
    this.predictions = name + "-predictions";
    this.deadLetters = name + "-dlq";
  }

  static ServedTopics create(ClientSettings clients, Path folder) {
    String name = "system-" + NUMBER.incrementAndGet();
    ServedTopics topics = new ServedTopics(clients, folder, name);
    Topics.create(
        clients, List.of(topics.events, topics.predictions, topics.deadLetters), PARTITIONS);
    return topics;
  }

  /** Gives instances that are started from now on these options of the JVM. */
  void jvm(List<String> options) {
    jvm = options;
  }

  /** Gives instances that are started from now on these variables. */
  void environment(Map<String, String> variables) {
    environment = variables;
  }

  /** Starts an instance and waits until it serves. */
  ChildJvm serve(String instance, Map<String, String> settings) throws IOException {
    return awaitServing(start(instance, settings));
  }

  /** Waits until an instance serves. */
  static ChildJvm awaitServing(ChildJvm child) {
    return child.awaitReady(
        () -> text(child.log()).contains("leebert: serving "), Duration.ofMinutes(3));
  }

  /** Sends one event, and waits for its prediction, which must be the only one. */
  static Prediction answer(EventProducer events, PredictionReader reader, OutgoingEvent event) {
    events.send(event);
    events.flush();
    List<SeenPrediction> seen = new ArrayList<>();
    await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () -> {
              seen.addAll(reader.read(READ));
              return !seen.isEmpty();
            });
    assertThat(seen).hasSize(1);
    assertThat(seen.get(0).prediction().getId()).isEqualTo(event.id());
    return seen.get(0).prediction();
  }

  /** Waits until an instance has ended, and gives its exit code. */
  static int awaitEnd(ChildJvm child) throws InterruptedException {
    await(child.log().toString()).atMost(Duration.ofMinutes(3)).until(() -> !child.isAlive());
    return child.waitFor();
  }

  /** Starts an instance. */
  ChildJvm start(String instance, Map<String, String> settings) throws IOException {
    return start(instance, settings, Leebert.class, List.of("serve"));
  }

  /** Starts an instance that suffers from faults, and waits until it serves. */
  ChildJvm serveWithFaults(String instance, Map<String, String> settings, String... faults)
      throws IOException {
    ChildJvm child =
        start(instance, settings, FaultyServe.class, List.of(String.join(",", faults)));
    return awaitServing(child);
  }

  private ChildJvm start(
      String instance, Map<String, String> settings, Class<?> program, List<String> first)
      throws IOException {
    Path config = config(instance, settings);
    List<String> arguments = new ArrayList<>(first);
    arguments.addAll(List.of("--config", config.toString()));
    ChildJvm child =
        ChildJvm.start(
            ChildJvm.Command.mainClass(
                    instance,
                    folder.resolve(instance + "-" + started.size()),
                    jvm,
                    program.getName(),
                    arguments)
                .withEnvironment(environment));
    started.add(child);
    return child;
  }

  /** Writes the settings of an instance. */
  Path config(String instance, Map<String, String> settings) throws IOException {
    Path config = folder.resolve(instance + ".properties");
    Properties properties = new Properties();
    properties.putAll(defaults());
    properties.putAll(settings);
    try (var out = Files.newOutputStream(config)) {
      properties.store(out, null);
    }
    return config;
  }

  /** Deaths are noticed soon: six seconds for a member of the group, ten for a transaction. */
  private Map<String, String> defaults() {
    Map<String, String> settings = new HashMap<>();
    settings.put("bootstrap.servers", clients.bootstrapServers());
    settings.put("schema.registry.url", clients.schemaRegistryUrl());
    settings.put("application.id", application);
    settings.put("auto.offset.reset", "earliest");
    settings.put("session.timeout.ms", "6000");
    settings.put("heartbeat.interval.ms", "1500");
    settings.put("producer.transaction.timeout.ms", "10000");
    // Several begin at once on machines that are busy.
    settings.put("leebert.start.timeout.ms", "120000");
    settings.put("leebert.patience", "bundle");
    settings.put("leebert.bundle", TinyBundle.PATH.toString());
    settings.put("leebert.input.topic", events);
    settings.put("leebert.output.topic", predictions);
    settings.put("leebert.dlq.topic", deadLetters);
    settings.put("leebert.streams.threads", "2");
    return settings;
  }

  EventProducer producer() {
    return new EventProducer(clients, events, EventEncoding.AVRO);
  }

  PredictionReader reader() {
    return new PredictionReader(clients, predictions, true);
  }

  /** Ids of the events set aside: so many, and whatever is there beyond. */
  List<String> deadLetterIds(int expected) {
    return new DeadLetterIds(clients, deadLetters).read(expected);
  }

  static String text(Path log) {
    try {
      return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public void close() {
    started.stream().filter(ChildJvm::isAlive).forEach(ChildJvm::kill);
  }
}
