package io.leebert.streams.configuration;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The keys about models that change while the application serves. */
final class ModelsKeys {
  private static final String STORE = "leebert.store.";
  private static final String STORE_FOLDER = STORE + "folder";
  private static final String S3_ENDPOINT = STORE + "s3.endpoint";
  private static final String S3_REGION = STORE + "s3.region";
  private static final String S3_PATH_STYLE = STORE + "s3.path.style";

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
                + " leebert-bundles in java.io.tmpdir.")
        .define(
            S3_ENDPOINT,
            ConfigDef.Type.STRING,
            null,
            LambdaValidator.with(ModelsKeys::uri, () -> "a URI such as https://minio:9000"),
            Importance.MEDIUM,
            "Endpoint of the store for bundles at s3: URIs. By default Amazon's own of the region."
                + " Credentials come from where the AWS SDK looks for them.")
        .define(
            S3_REGION,
            ConfigDef.Type.STRING,
            null,
            new NonEmptyString(),
            Importance.LOW,
            "Region of the S3 store. By default the one that the AWS SDK finds in its environment.")
        .define(
            S3_PATH_STYLE,
            ConfigDef.Type.STRING,
            null,
            LambdaValidator.with(ModelsKeys::truth, () -> "true or false"),
            Importance.LOW,
            "Whether the bucket stands in the path of S3 requests and not in the host name. By default"
                + " true where "
                + S3_ENDPOINT
                + " is set.");
  }

  /** The settings, or null where models do not change. */
  static @Nullable ModelsSettings read(AbstractConfig values) {
    String topic = values.getString(ServeKeys.MODELS_TOPIC);
    if (topic == null) {
      return null;
    }
    Map<String, String> store = new HashMap<>();
    values
        .originals()
        .forEach(
            (key, value) -> {
              if (key.startsWith(STORE) && !key.equals(STORE_FOLDER)) {
                store.put(key, String.valueOf(value));
              }
            });
    String folder = values.getString(STORE_FOLDER);
    return new ModelsSettings(
        topic,
        values.getString(ServeKeys.MODEL),
        values.getString(ServeKeys.INSTANCE),
        folder == null
            ? Path.of(System.getProperty("java.io.tmpdir"), "leebert-bundles")
            : Path.of(folder),
        store);
  }

  private static void uri(String name, Object value) {
    if (value != null && !isEndpoint(String.valueOf(value).trim())) {
      throw new ConfigException(name, value, "must be a URI such as https://minio:9000");
    }
  }

  /** minio:9000 is a URI too, of the scheme minio. */
  private static boolean isEndpoint(String value) {
    try {
      URI uri = URI.create(value);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      return uri.getHost() != null && (scheme.equals("http") || scheme.equals("https"));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void truth(String name, Object value) {
    if (value != null && !String.valueOf(value).toLowerCase(Locale.ROOT).matches("true|false")) {
      throw new ConfigException(name, value, "must be true or false");
    }
  }
}
