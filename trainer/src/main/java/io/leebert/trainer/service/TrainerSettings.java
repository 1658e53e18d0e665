package io.leebert.trainer.service;

import io.leebert.schemas.monitor.MonitorKeys;
import io.leebert.schemas.monitor.MonitorSettings;
import io.leebert.schemas.settings.NearestKey;
import io.leebert.schemas.store.BundleStores;
import io.leebert.schemas.store.S3Keys;
import io.leebert.schemas.store.StoreException;
import io.leebert.trainer.retrain.RetrainSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * All that the service needs to know, checked.
 *
 * @param model the model that commands mean which name none
 * @param store root of the bundle store
 * @param storeSettings how to reach it
 * @param work folder for checkpoints
 * @param threads of training and scoring
 * @param retrain settings of retrainings, by their own names
 * @param progressEvery least time between two events about progress
 * @param storeWait how long to wait for a store that is not reached
 * @param startTimeout longest wait for an answer of the broker
 * @param monitor where it tells of itself
 * @param clients settings of the Kafka clients and serdes
 */
public record TrainerSettings(
    String model,
    String controlTopic,
    String modelsTopic,
    String labelledTopic,
    URI store,
    Map<String, String> storeSettings,
    Path work,
    int threads,
    Map<String, String> retrain,
    Duration progressEvery,
    Duration storeWait,
    Duration startTimeout,
    MonitorSettings monitor,
    ClientProperties clients) {

  /** The setting of a retraining that names the backbone. */
  private static final String BACKBONE = "backbone";

  /** Reads our keys and never logs values: some are secrets. */
  private static final class Values extends AbstractConfig {
    Values(ConfigDef definition, Map<String, String> properties) {
      super(definition, properties, false);
    }
  }

  /**
   * Checks settings.
   *
   * @param properties keys and values as the user gave them
   * @param processors number of processors of the machine
   * @throws ConfigException naming the key, what was found and what is expected
   */
  public static TrainerSettings of(Map<String, String> properties, int processors) {
    ConfigDef definition = TrainerKeys.definition();
    Map<String, String> retrain = new TreeMap<>();
    Map<String, String> given = new HashMap<>();
    properties.forEach(
        (key, value) -> {
          boolean ours = key.startsWith(TrainerKeys.PREFIX);
          if (ours && value.isEmpty()) {
            return; // "leebert.trainer.backbone=" in a file means: not set.
          }
          if (key.startsWith(TrainerKeys.RETRAIN)) {
            retrain.put(key.substring(TrainerKeys.RETRAIN.length()), value);
          } else if (ours && !definition.names().contains(key)) {
            throw new ConfigException(NearestKey.unknown(key, definition.names()));
          } else {
            given.put(key, value);
          }
        });
    Values values = new Values(definition, given);
    String backbone = values.getString(TrainerKeys.BACKBONE);
    if (backbone != null) {
      retrain.putIfAbsent(BACKBONE, backbone);
    }
    requireSound(retrain);
    Integer threads = threads(values);
    TrainerSettings settings =
        new TrainerSettings(
            values.getString(TrainerKeys.MODEL),
            values.getString(TrainerKeys.CONTROL_TOPIC),
            values.getString(TrainerKeys.MODELS_TOPIC),
            values.getString(TrainerKeys.LABELLED_TOPIC),
            storeUri(values.getString(TrainerKeys.STORE_URI)),
            S3Keys.of(given),
            // Services of other models topics may share it: each sweeps only its own.
            Path.of(values.getString(TrainerKeys.WORK))
                .resolve(values.getString(TrainerKeys.MODELS_TOPIC))
                .toAbsolutePath(),
            threads == null ? processors : threads,
            Map.copyOf(retrain),
            Duration.ofMillis(values.getLong(TrainerKeys.PROGRESS_MS)),
            Duration.ofMillis(values.getLong(TrainerKeys.STORE_WAIT_MS)),
            Duration.ofMillis(values.getInt(TrainerKeys.START_TIMEOUT_MS)),
            MonitorKeys.read(values, TrainerKeys.HTTP_PORT),
            ClientProperties.of(
                values.originals(),
                values.getString(TrainerKeys.CONTROL_TOPIC),
                values.getString(TrainerKeys.MODELS_TOPIC)));
    settings.requireThreeTopics();
    return settings;
  }

  /** Of a command's own settings and the service's, where the command says nothing. */
  Map<String, String> retrainWith(Map<String, String> own) {
    Map<String, String> all = new TreeMap<>(retrain);
    all.putAll(own);
    return all;
  }

  /** Without the values for Kafka and the registry: some are secrets. */
  @Override
  public String toString() {
    return "settings for model " + model + " and topic " + controlTopic;
  }

  private void requireThreeTopics() {
    if (controlTopic.equals(modelsTopic)
        || controlTopic.equals(labelledTopic)
        || modelsTopic.equals(labelledTopic)) {
      throw new ConfigException(
          TrainerKeys.CONTROL_TOPIC
              + ", "
              + TrainerKeys.MODELS_TOPIC
              + " and "
              + TrainerKeys.LABELLED_TOPIC
              + " must be three different topics, found "
              + controlTopic
              + ", "
              + modelsTopic
              + " and "
              + labelledTopic);
    }
  }

  private static void requireSound(Map<String, String> retrain) {
    try {
      RetrainSettings.check(retrain);
    } catch (IllegalArgumentException e) {
      throw new ConfigException("among " + TrainerKeys.RETRAIN + "*: " + e.getMessage());
    }
  }

  private static URI storeUri(String text) {
    try {
      return BundleStores.uri(text);
    } catch (StoreException e) {
      throw new ConfigException(TrainerKeys.STORE_URI, text, e.getMessage());
    }
  }

  private static @Nullable Integer threads(Values values) {
    return values.getInt(TrainerKeys.THREADS);
  }
}
