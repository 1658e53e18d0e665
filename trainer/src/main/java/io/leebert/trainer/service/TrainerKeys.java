package io.leebert.trainer.service;

import io.leebert.schemas.monitor.MonitorKeys;
import io.leebert.schemas.settings.KeySections;
import io.leebert.schemas.store.S3Keys;
import java.net.URI;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;

/** Every key of ours, with its meaning, default and limits; also the source of the reference. */
public final class TrainerKeys {
  /** What our own keys begin with. */
  public static final String PREFIX = "leebert.";

  /** What the keys of settings of a retraining begin with. */
  public static final String RETRAIN = "leebert.trainer.retrain.";

  public static final String MODEL = "leebert.trainer.model";
  public static final String CONTROL_TOPIC = "leebert.control.topic";
  public static final String MODELS_TOPIC = "leebert.models.topic";
  public static final String LABELLED_TOPIC = "leebert.labelled.topic";
  public static final String STORE_URI = "leebert.store.uri";
  public static final String WORK = "leebert.trainer.work";
  public static final String BACKBONE = "leebert.trainer.backbone";
  public static final String THREADS = "leebert.trainer.threads";
  public static final String PROGRESS_MS = "leebert.trainer.progress.ms";
  public static final String STORE_WAIT_MS = "leebert.trainer.store.wait.ms";
  public static final String START_TIMEOUT_MS = "leebert.start.timeout.ms";

  /** Where the HTTP server listens unless it is told. */
  static final int HTTP_PORT = 9405;

  private TrainerKeys() {}

  /** The definition of all keys. */
  public static ConfigDef definition() {
    return sections().definition();
  }

  /** The definition by what the keys are about, in the order of the reference. */
  static KeySections sections() {
    return new KeySections()
        .with("Model and topics", TrainerKeys::topics)
        .with("Bundle store", TrainerKeys::store)
        .with("Retraining", TrainerKeys::retraining)
        .with("Running", TrainerKeys::running)
        .with(
            "Watching it",
            keys ->
                MonitorKeys.define(
                    keys,
                    HTTP_PORT,
                    "metrics (/metrics) and health (/health/live, ready and startup)"));
  }

  private static void topics(ConfigDef definition) {
    definition
        .define(
            MODEL,
            ConfigDef.Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            new NonEmptyString(),
            Importance.HIGH,
            "Name of the model that commands mean which name none.")
        .define(
            CONTROL_TOPIC,
            ConfigDef.Type.STRING,
            "control",
            new NonEmptyString(),
            Importance.HIGH,
            "Topic of the commands (ControlCommand), of exactly 1 partition: commands are carried"
                + " out in one order.")
        .define(
            MODELS_TOPIC,
            ConfigDef.Type.STRING,
            "models",
            new NonEmptyString(),
            Importance.HIGH,
            "Topic of what came of them (ModelEvent), compacted, of exactly 1 partition. It is the"
                + " service's only memory: which commands were carried out, which version is in"
                + " service.")
        .define(
            LABELLED_TOPIC,
            ConfigDef.Type.STRING,
            "labelled-events",
            new NonEmptyString(),
            Importance.HIGH,
            "Topic of labelled texts (LabelledText) that a retraining learns from unless its"
                + " command names another.");
  }

  private static void store(ConfigDef definition) {
    definition.define(
        STORE_URI,
        ConfigDef.Type.STRING,
        ConfigDef.NO_DEFAULT_VALUE,
        LambdaValidator.with(
            TrainerKeys::uri, () -> "a folder, or a URI such as s3://bucket/models"),
        Importance.HIGH,
        "Where bundles are published, as `<uri>/<model>/<version>`: a folder that the instances"
            + " that serve see under the same name, or s3://bucket/prefix.");
    S3Keys.publishing(definition);
  }

  private static void retraining(ConfigDef definition) {
    definition
        .define(
            WORK,
            ConfigDef.Type.STRING,
            "trainer-work",
            new NonEmptyString(),
            Importance.HIGH,
            "Folder for checkpoints and unfinished bundles. A retraining that was cut off goes on"
                + " from it; without it (another machine) the same retraining begins anew. Services"
                + " of other models topics may use it too: each has a folder of its own in it.")
        .define(
            BACKBONE,
            ConfigDef.Type.STRING,
            null,
            Importance.MEDIUM,
            "Pre-trained encoder for retrainings that do not start from the model in service: a"
                + " Hugging Face folder. By default the one that comes with the trainer.")
        .define(
            THREADS,
            ConfigDef.Type.INT,
            null,
            LambdaValidator.with(TrainerKeys::positive, () -> "1 or more"),
            Importance.MEDIUM,
            "Threads of training and of scoring. By default all processors that the JVM sees.")
        .define(
            PROGRESS_MS,
            ConfigDef.Type.LONG,
            2000L,
            Range.atLeast(1),
            Importance.LOW,
            "Least time in milliseconds between two events about the progress of a command.")
        .define(
            STORE_WAIT_MS,
            ConfigDef.Type.LONG,
            900_000L,
            Range.atLeast(0),
            Importance.LOW,
            "How long in milliseconds to try again while the bundle store is not reached, before a"
                + " command fails.");
  }

  private static void running(ConfigDef definition) {
    definition.define(
        START_TIMEOUT_MS,
        ConfigDef.Type.INT,
        15_000,
        Range.atLeast(1000),
        Importance.LOW,
        "How long in milliseconds to wait for the broker at the start before giving up, and for any"
            + " one answer of it later.");
  }

  private static void uri(String name, Object value) {
    String text = String.valueOf(value);
    if (text.contains("://")) {
      try {
        URI.create(text);
      } catch (IllegalArgumentException e) {
        throw new ConfigException(name, value, "is no URI: " + e.getMessage());
      }
    } else if (text.isBlank()) {
      throw new ConfigException(name, value, "must name a folder or a URI");
    }
  }

  private static void positive(String name, Object value) {
    if (value instanceof Integer number && number < 1) {
      throw new ConfigException(name, value, "must be at least 1");
    }
  }
}
