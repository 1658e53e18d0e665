package io.leebert.streams.configuration;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where models come from that change while the application serves.
 *
 * @param topic the models topic
 * @param model name of the model to serve, or null for that of the bundle, or the only one there is
 * @param instance what this instance calls itself, or null for the name of its host
 * @param folder where fetched bundles lie while they are opened
 * @param store settings of the bundle store, with their prefix
 */
public record ModelsSettings(
    String topic,
    @Nullable String model,
    @Nullable String instance,
    Path folder,
    Map<String, String> store) {

  /** Copies the map. */
  public ModelsSettings {
    store = Map.copyOf(store);
  }
}
