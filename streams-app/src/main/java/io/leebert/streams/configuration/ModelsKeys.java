package io.leebert.streams.configuration;

import io.leebert.schemas.store.S3Keys;
import java.nio.file.Path;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.jspecify.annotations.Nullable;

/** The keys about models that change while the application serves. */
final class ModelsKeys {
  private static final String STORE_FOLDER = "leebert.store.folder";

  private ModelsKeys() {}

  static void define(ConfigDef definition) {
    definition
        .define(
            ServeKeys.MODELS_TOPIC,
            ConfigDef.Type.STRING,
            null,
            new NonEmptyString(),
            Importance.HIGH,
            "Topic that says which version of a model is to serve (one partition, compacted), as the"
                + " trainer's service writes it. It is read to its end before anything is served, so"
                + " that every start is on the version promoted last; after that each newly promoted"
                + " version is fetched, checked and warmed up beside the one that serves, and takes"
                + " over between two batches. A version that cannot be loaded leaves the one before"
                + " it in service. By default "
                + ServeKeys.BUNDLE
                + " is served and nothing changes.")
        .define(
            ServeKeys.MODEL,
            ConfigDef.Type.STRING,
            null,
            new NonEmptyString(),
            Importance.HIGH,
            "Name of the model whose versions are served. By default that of "
                + ServeKeys.BUNDLE
                + ", or without one the only model that the topic has a promoted version of.")
        .define(
            ServeKeys.INSTANCE,
            ConfigDef.Type.STRING,
            null,
            new NonEmptyString(),
            Importance.MEDIUM,
            "What this instance calls itself when it says on "
                + ServeKeys.MODELS_TOPIC
                + " what it serves (SERVING, LOAD_FAILED). By default the name of its host; several"
                + " instances on one host need names of their own.")
        .define(
            STORE_FOLDER,
            ConfigDef.Type.STRING,
            null,
            new NonEmptyString(),
            Importance.LOW,
            "Folder that bundles are fetched into; they stay only until they are opened. By default"
                + " leebert-bundles in java.io.tmpdir.");
    S3Keys.fetching(definition);
  }

  /** The settings, or null where models do not change. */
  static @Nullable ModelsSettings read(AbstractConfig values) {
    String topic = values.getString(ServeKeys.MODELS_TOPIC);
    if (topic == null) {
      return null;
    }
    String folder = values.getString(STORE_FOLDER);
    return new ModelsSettings(
        topic,
        values.getString(ServeKeys.MODEL),
        values.getString(ServeKeys.INSTANCE),
        folder == null
            ? Path.of(System.getProperty("java.io.tmpdir"), "leebert-bundles")
            : Path.of(folder),
        S3Keys.of(values.originals()));
  }
}
