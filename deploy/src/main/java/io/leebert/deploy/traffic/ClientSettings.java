package io.leebert.deploy.traffic;

import java.util.HashMap;
import java.util.Map;

/**
 * Where broker and registry are, and how to talk to them.
 *
 * @param bootstrapServers {@code host:port}, several by comma
 * @param schemaRegistryUrl address of the registry
 * @param others further client settings (security and the like), which go before ours
 */
public record ClientSettings(
    String bootstrapServers, String schemaRegistryUrl, Map<String, String> others) {

  /** Copies the settings. */
  public ClientSettings {
    others = Map.copyOf(others);
  }

  /** Settings without any others. */
  public static ClientSettings of(String bootstrapServers, String schemaRegistryUrl) {
    return new ClientSettings(bootstrapServers, schemaRegistryUrl, Map.of());
  }

  /** For a Kafka client: the given ones, overridden by the others. */
  public Map<String, Object> client(Map<String, Object> ours) {
    Map<String, Object> settings = new HashMap<>(ours);
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("schema.registry.url", schemaRegistryUrl);
    settings.putAll(others);
    return settings;
  }
}
