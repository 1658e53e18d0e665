package io.leebert.deploy.system;

import io.leebert.deploy.broker.EmbeddedBroker;
import io.leebert.deploy.traffic.ClientSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A broker of the chaos tests' own, which they may stop, kill and hold; the registry is
 * everybody's. It notices deaths soon: of a member of a group after 6 s in either protocol, of a
 * transaction one second after its time is over.
 */
final class ChaosServices implements ParameterResolver {
  /** A session of the group, in either protocol. */
  static final int SESSION_MS = 6_000;

  private static final int HEARTBEAT_MS = 1_500;

  /** The broker of a test run, and how patient clients reach it. */
  private static final class Running implements AutoCloseable {
    private final EmbeddedBroker broker;
    private final ClientSettings clients;

    Running(String registry) {
      broker = EmbeddedBroker.start(folder(), settings());
      clients = patient(broker, registry);
    }

    private static Path folder() {
      try {
        return Files.createTempDirectory(
                Files.createDirectories(Path.of("target/system")), "chaos-")
            .toAbsolutePath();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      broker.close();
    }
  }

  /** Settings of clients whose events outlive every outage of the broker. */
  static ClientSettings patient(EmbeddedBroker broker, String registry) {
    return new ClientSettings(
        broker.bootstrapServers(),
        registry,
        Map.of(
            "delivery.timeout.ms", "600000",
            "max.block.ms", "600000",
            "default.api.timeout.ms", "60000"));
  }

  /** Settings of a broker that notices deaths soon. */
  static Map<String, String> settings() {
    String session = String.valueOf(SESSION_MS);
    String heartbeat = String.valueOf(HEARTBEAT_MS);
    return Map.ofEntries(
        // A broker that is held must not lose its own place in the cluster, see BrokerOutageIT.
        Map.entry("broker.session.timeout.ms", "60000"),
        Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"),
        Map.entry("group.min.session.timeout.ms", session),
        Map.entry("group.streams.min.session.timeout.ms", session),
        Map.entry("group.streams.session.timeout.ms", session),
        Map.entry("group.streams.min.heartbeat.interval.ms", heartbeat),
        Map.entry("group.streams.heartbeat.interval.ms", heartbeat),
        Map.entry("group.consumer.min.session.timeout.ms", session),
        Map.entry("group.consumer.session.timeout.ms", session),
        Map.entry("group.consumer.min.heartbeat.interval.ms", heartbeat),
        Map.entry("group.consumer.heartbeat.interval.ms", heartbeat));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == ClientSettings.class || type == EmbeddedBroker.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Running running =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.GLOBAL)
            .getOrComputeIfAbsent(
                ChaosServices.class,
                key -> new Running(SharedServices.clients(context).schemaRegistryUrl()),
                Running.class);
    return parameter.getParameter().getType() == EmbeddedBroker.class
        ? running.broker
        : running.clients;
  }
}
