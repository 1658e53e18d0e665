package io.leebert.deploy.cli;

import io.leebert.deploy.traffic.ClientSettings;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How commands that talk to a broker and a registry find them. */
final class ConnectionOptions {
  @Spec(Spec.Target.MIXEE)
  @Nullable CommandSpec spec;

  @Option(
      names = {"-b", "--bootstrap-servers"},
      paramLabel = "HOST:PORT",
      defaultValue = "${env:KAFKA_BOOTSTRAP_SERVERS:-localhost:9092}",
      description =
          "Kafka brokers, several by comma (default: KAFKA_BOOTSTRAP_SERVERS or localhost:9092).")
  String bootstrapServers = "";

  @Option(
      names = "--schema-registry-url",
      paramLabel = "URL",
      defaultValue = "${env:SCHEMA_REGISTRY_URL:-http://localhost:8081}",
      description = "Schema registry (default: SCHEMA_REGISTRY_URL or http://localhost:8081).")
  String schemaRegistryUrl = "";

  @Option(
      names = "--command-config",
      paramLabel = "FILE",
      description = "Further client settings (security and the like), as Java properties.")
  @Nullable Path commandConfig;

  @Option(
      names = {"-X", "--property"},
      paramLabel = "KEY=VALUE",
      description = "A further client setting; goes before the file's.")
  Map<String, String> properties = new LinkedHashMap<>();

  ClientSettings clientSettings() {
    Map<String, String> others = new HashMap<>();
    if (commandConfig != null) {
      Properties read = new Properties();
      try (Reader reader = Files.newBufferedReader(commandConfig, StandardCharsets.UTF_8)) {
        read.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw new ParameterException(
            commandLine(), "cannot read --command-config " + commandConfig + ": " + e, e);
      }
      read.stringPropertyNames().forEach(key -> others.put(key, read.getProperty(key)));
    }
    others.putAll(properties);
    return new ClientSettings(bootstrapServers, schemaRegistryUrl, resolved(others));
  }

  /**
   * With what stands elsewhere, by Kafka's providers (KIP-297): not every client that gets some of
   * the settings gets those of the providers.
   */
  private Map<String, String> resolved(Map<String, String> settings) {
    try {
      Map<String, String> resolved = new HashMap<>();
      new AbstractConfig(new ConfigDef(), settings, false)
          .originals()
          .forEach((key, value) -> resolved.put(key, String.valueOf(value)));
      return resolved;
    } catch (ConfigException e) {
      throw new ParameterException(commandLine(), "client settings: " + e.getMessage(), e);
    }
  }

  private CommandLine commandLine() {
    if (spec == null) {
      throw new IllegalStateException("to be run by picocli");
    }
    return spec.root().commandLine();
  }
}
