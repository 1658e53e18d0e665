package io.leebert.streams.cli;

import io.leebert.streams.configuration.ModelsSettings;
import io.leebert.streams.configuration.ServeSettings;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;

/** The options that a control command needs to reach what this application reads. */
final class ControlHint {
  private ControlHint() {}

  /** The options, with a space before each, and no password in them. */
  static String of(ServeSettings settings) {
    Map<String, Object> streams = settings.streams();
    StringBuilder options = new StringBuilder();
    add(
        options,
        "--bootstrap-servers",
        String.valueOf(streams.get(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG)));
    String registry = String.valueOf(streams.get("schema.registry.url"));
    add(options, "--schema-registry-url", registry.replaceAll("//[^/@,]*@", "//"));
    ModelsSettings models = settings.models();
    if (models != null) {
      add(options, "--models-topic", models.topic());
    }
    return options.toString();
  }

  private static void add(StringBuilder options, String name, String value) {
    options.append(' ').append(name).append(' ').append(value);
  }
}
