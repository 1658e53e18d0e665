package io.leebert.deploy.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;

/**
 * A Kafka broker of one node (KRaft, no ZooKeeper) as a child process, on free ports of the
 * loopback interface. Meant for development and tests: one replica of everything, small buffers,
 * 256 MB of heap.
 */
public final class EmbeddedBroker implements KafkaBroker {

  private static final String PROPERTIES = "broker.properties";
  private static final Set<String> LISTENERS =
      Set.of("listeners", "advertised.listeners", "listener.security.protocol.map");

  /** Where it was killed, the controller waits for up to a minute before it lets it in again. */
  private static final Duration START_TIMEOUT = Duration.ofMinutes(3);

  private final Path workFolder;
  private final int port;
  private final String clusterId;
  private ChildJvm process;

  private EmbeddedBroker(Path workFolder, int port, String clusterId) {
    this.workFolder = workFolder;
    this.port = port;
    this.clusterId = clusterId;
    this.process = run(workFolder, clusterId);
  }

  /** Starts a broker with the settings below; see {@link #start(Path, Map)}. */
  public static EmbeddedBroker start(Path workFolder) {
    return start(workFolder, Map.of());
  }

  /**
   * Formats a log folder, starts a broker on it and waits until clients can connect.
   *
   * @param workFolder where data, log and temporary files lie; made when missing; the caller
   *     removes it
   * @param settings broker settings that go before ours; those in {@link #LISTENERS} are added to
   *     ours, so that a broker may have a listener more
   * @throws StartException naming the log file and its last lines
   */
  public static EmbeddedBroker start(Path workFolder, Map<String, String> settings) {
    Path folder = workFolder.toAbsolutePath();
    String clusterId = Uuid.randomUuid().toString();
    return LoopbackPorts.use(
        2, ports -> start(folder, ports.get(0), ports.get(1), clusterId, settings));
  }

  static EmbeddedBroker start(
      Path folder, int port, int controllerPort, String clusterId, Map<String, String> settings) {
    try {
      Files.createDirectories(folder);
      writeProperties(folder, properties(folder, port, controllerPort, settings));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the broker's settings to " + folder, e);
    }
    EmbeddedBroker broker = new EmbeddedBroker(folder, port, clusterId);
    broker.awaitReady();
    return broker;
  }

  static Map<String, String> properties(
      Path folder, int port, int controllerPort, Map<String, String> settings) {
    Map<String, String> properties = new TreeMap<>();
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", "1");
    properties.put("log.dirs", folder.resolve("data").toString());
    properties.put(
        "listeners", "BROKER://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    properties.put("advertised.listeners", "BROKER://127.0.0.1:" + port);
    properties.put("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
    properties.put("inter.broker.listener.name", "BROKER");
    properties.put("controller.listener.names", "CONTROLLER");
    properties.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    for (String topic :
        List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
      properties.put(topic + ".replication.factor", "1");
    }
    properties.put("transaction.state.log.min.isr", "1");
    properties.put("share.coordinator.state.topic.min.isr", "1");
    properties.put("offsets.topic.num.partitions", "4");
    properties.put("transaction.state.log.num.partitions", "4");
    properties.put("share.coordinator.state.topic.num.partitions", "1");
    properties.put("group.initial.rebalance.delay.ms", "0");
    properties.put("log.cleaner.dedupe.buffer.size", "16777216");
    properties.put("num.network.threads", "2");
    properties.put("num.io.threads", "4");
    settings.forEach(
        (key, value) ->
            properties.merge(
                key, value, (ours, more) -> LISTENERS.contains(key) ? ours + "," + more : more));
    return properties;
  }

  private static void writeProperties(Path folder, Map<String, String> properties)
      throws IOException {
    StringBuilder text = new StringBuilder();
    properties.forEach((key, value) -> text.append(key).append("=").append(value).append("\n"));
    Files.write(folder.resolve(PROPERTIES), text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> jvm(Path folder) {
    try {
      List<String> arguments = new ArrayList<>(ChildJvm.SMALL);
      arguments.add(ServerLog.write(folder));
      return arguments;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the broker settings to " + folder, e);
    }
  }

  private static ChildJvm run(Path folder, String clusterId) {
    return ChildJvm.start(
        ChildJvm.Command.mainClass(
            "broker",
            folder,
            jvm(folder),
            BrokerMain.class.getName(),
            List.of(folder.resolve(PROPERTIES).toString(), clusterId)));
  }

  private void awaitReady() {
    process.awaitReady(() -> BrokerProbe.listens(port) && BrokerProbe.answers(port), START_TIMEOUT);
  }

  @Override
  public String bootstrapServers() {
    return LoopbackPorts.HOST + ":" + port;
  }

  /**
   * Kills the broker as {@code kill -9} does; {@link #restart} brings it back with the data it had.
   */
  public void kill() {
    process.kill();
  }

  /**
   * Starts the broker again on its data and its port; stops it first if it runs. After a kill this
   * takes some 10 s more than a start: the controller waits until the killed one's session has run
   * out.
   *
   * @throws StartException naming the log file and its last lines
   */
  public void restart() {
    process.close();
    process = run(workFolder, clusterId);
    awaitReady();
  }

  /** The log file of the broker's process. */
  public Path log() {
    return process.log();
  }

  ChildJvm process() {
    return process;
  }

  /** The broker's process number. */
  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.close();
  }
}
