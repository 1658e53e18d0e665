package io.leebert.streams.configuration;

import io.leebert.schemas.monitor.MonitorKeys;
import io.leebert.schemas.settings.KeySections;
import io.leebert.streams.inference.Device;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;

/** Every key of ours, with its meaning, default and limits; also the source of the reference. */
public final class ServeKeys {
  /** What our own keys begin with. */
  public static final String PREFIX = "leebert.";

  public static final String BUNDLE = "leebert.bundle";
  public static final String MODELS_TOPIC = "leebert.models.topic";
  public static final String MODEL = "leebert.model";
  public static final String INSTANCE = "leebert.instance";
  public static final String INPUT_TOPIC = "leebert.input.topic";
  public static final String OUTPUT_TOPIC = "leebert.output.topic";
  public static final String DLQ_TOPIC = "leebert.dlq.topic";
  public static final String INPUT_FORMAT = "leebert.input.format";
  public static final String TEXT_FIELD = "leebert.input.text.field";
  public static final String SECOND_TEXT_FIELD = "leebert.input.second.text.field";
  public static final String ID_FIELD = "leebert.input.id.field";
  public static final String PATIENCE = "leebert.patience";
  public static final String PATIENCE_MIN = "leebert.patience.min";
  public static final String PATIENCE_MAX = "leebert.patience.max";
  public static final String PATIENCE_HEADROOM = "leebert.patience.headroom";
  public static final String PATIENCE_HOLD_MS = "leebert.patience.hold.ms";
  public static final String PATIENCE_RETRY_MS = "leebert.patience.retry.ms";
  public static final String LAG_TARGET_MS = "leebert.lag.target.ms";
  public static final String BATCH_SIZE = "leebert.batch.size";
  public static final String BATCH_DELAY_MS = "leebert.batch.delay.ms";
  public static final String BATCH_TOKENS = "leebert.batch.tokens";
  public static final String QUEUE_SIZE = "leebert.queue.size";
  public static final String DEVICE = "leebert.device";
  public static final String DEVICE_REQUIRED = "leebert.device.required";
  public static final String INFERENCE_THREADS = "leebert.inference.threads";
  public static final String STREAMS_THREADS = "leebert.streams.threads";
  public static final String AVRO_DESERIALIZER = "leebert.avro.deserializer";
  public static final String AVRO_SERIALIZER = "leebert.avro.serializer";
  public static final String LABELLED_TOPIC = "leebert.labelled.topic";
  public static final String HTTP_TEXTS = "leebert.http.texts";
  public static final String START_TIMEOUT_MS = "leebert.start.timeout.ms";

  /** The value of {@link #PATIENCE} that follows the load. */
  public static final String AUTO = "auto";

  /** The value of {@link #PATIENCE} that takes the bundle's own. */
  public static final String OF_BUNDLE = "bundle";

  /** Where the HTTP server listens unless it is told. */
  static final int HTTP_PORT = 9404;

  private ServeKeys() {}

  /** The definition of all keys. */
  static ConfigDef definition() {
    return sections().definition();
  }

  /** The definition by what the keys are about, in the order of the reference. */
  static KeySections sections() {
    return new KeySections()
        .with("Model", ServeKeys::model)
        .with("Models that change while they serve", ModelsKeys::define)
        .with("Topics and events", ServeKeys::topics)
        .with("Depth that follows the load", ServeKeys::autoscaling)
        .with("Batches", ServeKeys::batches)
        .with("Device", ServeKeys::device)
        .with("Accuracy when labels arrive", LabelKeys::define)
        .with("Running", ServeKeys::running)
        .with("Watching it", ServeKeys::watching);
  }

  private static void model(ConfigDef definition) {
    definition
        .define(
            BUNDLE,
            ConfigDef.Type.STRING,
            null,
            new NonEmptyString(),
            Importance.HIGH,
            "The model bundle to serve: a folder, or a tar of it, as the train command writes it. It"
                + " must be set, unless "
                + MODELS_TOPIC
                + " is; with both it is what is served as long as no version is promoted.")
        .define(
            PATIENCE,
            ConfigDef.Type.STRING,
            null,
            LambdaValidator.with(
                ServeKeys::patience, () -> "auto, bundle, or 0 to the model's layers"),
            Importance.HIGH,
            "How many exits in a row must agree before an event leaves the network: 0 leaves at the"
                + " first exit that votes, the number of layers reads to the end; auto follows the"
                + " load; bundle is what the model was trained to be served with. By default auto"
                + " where the bundle has a quality profile, else bundle. A PATIENCE"
                + " event on leebert.models.topic goes before this setting while it stands; the record"
                + " header leebert-patience overrides both for one event.");
  }

  private static void topics(ConfigDef definition) {
    definition
        .define(
            INPUT_TOPIC,
            ConfigDef.Type.STRING,
            "text-events",
            new NonEmptyString(),
            Importance.HIGH,
            "Topic of the events to classify.")
        .define(
            OUTPUT_TOPIC,
            ConfigDef.Type.STRING,
            "predictions",
            new NonEmptyString(),
            Importance.HIGH,
            "Topic of the predictions (Avro), under the keys of their events.")
        .define(
            DLQ_TOPIC,
            ConfigDef.Type.STRING,
            "text-events-dlq",
            new NonEmptyString(),
            Importance.HIGH,
            "Topic of the events that cannot be classified: raw key and value, the cause in headers"
                + " `__streams.errors.*`.")
        .define(
            INPUT_FORMAT,
            ConfigDef.Type.STRING,
            "avro",
            LambdaValidator.with(ServeKeys::format, () -> "avro, json or text"),
            Importance.HIGH,
            "How the input is read: avro (TextEvent, or any record with a string field for the text,"
                + " in the Confluent wire format), json (an object in UTF-8 with the text in a field)"
                + " or text (the whole value, UTF-8).")
        .define(
            TEXT_FIELD,
            ConfigDef.Type.STRING,
            "text",
            LambdaValidator.with(ServeKeys::field, () -> "a name, or names joined by dots"),
            Importance.MEDIUM,
            "Field with the text, of records and JSON objects. mail.body is the field body of the"
                + " record or object in the field mail.")
        .define(
            SECOND_TEXT_FIELD,
            ConfigDef.Type.STRING,
            "secondText",
            LambdaValidator.with(ServeKeys::field, () -> "a name, or names joined by dots"),
            Importance.MEDIUM,
            "Field with the second text, for models that were trained on pairs.")
        .define(
            ID_FIELD,
            ConfigDef.Type.STRING,
            "id",
            LambdaValidator.with(ServeKeys::field, () -> "a name, or names joined by dots"),
            Importance.LOW,
            "Field with an id of the user's own, a string or a whole number, which the prediction"
                + " repeats. It may be missing.")
        .define(
            AVRO_DESERIALIZER,
            ConfigDef.Type.CLASS,
            "io.leebert.schemas.serde.AvroDeserializer",
            Importance.LOW,
            "Reads the input when its format is avro; any deserializer of the Confluent wire format"
                + " that gives Avro records and may be shared by threads.")
        .define(
            AVRO_SERIALIZER,
            ConfigDef.Type.CLASS,
            "io.leebert.schemas.serde.AvroSerializer",
            Importance.LOW,
            "Writes the predictions; any serializer of the Confluent wire format that may be shared"
                + " by threads.");
  }

  private static void autoscaling(ConfigDef definition) {
    definition
        .define(
            LAG_TARGET_MS,
            ConfigDef.Type.LONG,
            2000L,
            Range.between(10, 86_400_000),
            Importance.HIGH,
            "How old in milliseconds an event may get before its prediction. When events would get"
                + " older, patience falls, at once and as far as needed: there is no hold time on"
                + " the way down. Must be longer than leebert.batch.delay.ms.")
        .define(
            PATIENCE_MIN,
            ConfigDef.Type.INT,
            1,
            Range.atLeast(0),
            Importance.MEDIUM,
            "Smallest patience that auto may choose, at most leebert.patience.max. Of the values"
                + " between the two, auto uses those that score better than every cheaper one; the"
                + " log of the start lists them.")
        .define(
            PATIENCE_MAX,
            ConfigDef.Type.INT,
            null,
            LambdaValidator.with(ServeKeys::notNegative, () -> "0 to the model's layers"),
            Importance.MEDIUM,
            "Largest patience that auto may choose. By default the model's layers: full depth when"
                + " the load allows.")
        .define(
            PATIENCE_HEADROOM,
            ConfigDef.Type.DOUBLE,
            0.2,
            Range.between(0, 10),
            Importance.LOW,
            "Share of the arrivals that must be free beyond them before patience rises, such as 0.2."
                + " A load that has been steady for four hold times has the next patience tried with"
                + " less.")
        .define(
            PATIENCE_HOLD_MS,
            ConfigDef.Type.LONG,
            5000L,
            Range.between(0, 3_600_000),
            Importance.LOW,
            "How long in milliseconds the load must have been low before patience rises.")
        .define(
            PATIENCE_RETRY_MS,
            ConfigDef.Type.LONG,
            60_000L,
            Range.between(0, 86_400_000),
            Importance.LOW,
            "How long in milliseconds a patience that proved too high is not tried again under the"
                + " same load; twice as long each time that it does, up to 16 times. What keeps a"
                + " constant load between two values from going up and down.");
  }

  private static void batches(ConfigDef definition) {
    definition
        .define(
            BATCH_SIZE,
            ConfigDef.Type.INT,
            64,
            Range.between(1, 4096),
            Importance.MEDIUM,
            "Most events in one run of the network.")
        .define(
            BATCH_DELAY_MS,
            ConfigDef.Type.LONG,
            5L,
            Range.between(0, 10_000),
            Importance.MEDIUM,
            "Longest time in milliseconds that an event waits for company while the device is free.")
        .define(
            BATCH_TOKENS,
            ConfigDef.Type.INT,
            8192,
            Range.atLeast(1),
            Importance.LOW,
            "Most tokens in one run, padding included: keeps batches of long texts within memory and"
                + " within the transaction timeout. A single longer event still runs.")
        .define(
            QUEUE_SIZE,
            ConfigDef.Type.INT,
            256,
            Range.atLeast(1),
            Importance.LOW,
            "Most events that wait for the network, of all partitions together; beyond it the"
                + " consumer is held back. Also the most events of one partition that cannot be"
                + " classified and wait for older ones, whose order they keep.");
  }

  private static void device(ConfigDef definition) {
    definition
        .define(
            DEVICE,
            ConfigDef.Type.STRING,
            "cpu",
            LambdaValidator.with(ServeKeys::device, () -> "cpu, cuda or cuda:N"),
            Importance.MEDIUM,
            "Where the network runs: cpu, cuda (the first GPU) or cuda:N. GPUs need the build of 'mvn"
                + " -Pgpu package', NVIDIA's driver, CUDA 12 and cuDNN 9. GPU memory grows by what the"
                + " largest batch so far has needed and is kept; "
                + BATCH_TOKENS
                + " is what bounds it. Plans of memory per input shape, which ONNX Runtime can keep,"
                + " are off: no two batches have the same shape.")
        .define(
            DEVICE_REQUIRED,
            ConfigDef.Type.BOOLEAN,
            true,
            Importance.MEDIUM,
            "Whether a GPU that is asked for and not there is an error. With false the network runs on"
                + " the processor instead, and a warning at the start says so. The log says in any case"
                + " what it runs on.")
        .define(
            INFERENCE_THREADS,
            ConfigDef.Type.INT,
            null,
            LambdaValidator.with(ServeKeys::positive, () -> "1 or more"),
            Importance.MEDIUM,
            "Threads that share the work of one operator of the network, on cpu. By default all"
                + " processors that the JVM sees. One batch runs at a time, and its operators one after"
                + " the other: more threads shorten a batch, they never run two. Idle threads sleep, so"
                + " that stream threads and other processes get the cores between batches. Fewer leave"
                + " cores to others on the machine; more than there are cores only costs. A GPU does"
                + " not need them.");
  }

  private static void running(ConfigDef definition) {
    definition
        .define(
            STREAMS_THREADS,
            ConfigDef.Type.INT,
            null,
            LambdaValidator.with(ServeKeys::positive, () -> "1 or more"),
            Importance.LOW,
            "Threads that read, tokenize and forward. By default num.stream.threads, or 1: the"
                + " network is what takes the time.")
        .define(
            START_TIMEOUT_MS,
            ConfigDef.Type.INT,
            15_000,
            Range.atLeast(1000),
            Importance.LOW,
            "How long in milliseconds to wait for the broker at the start before giving up.");
  }

  private static void watching(ConfigDef definition) {
    MonitorKeys.define(
        definition,
        HTTP_PORT,
        "a page to watch (/), metrics (/metrics) and health (/health/live, ready and startup)");
    definition.define(
        HTTP_TEXTS,
        ConfigDef.Type.BOOLEAN,
        false,
        Importance.LOW,
        "Whether the page may show texts of events, to those who ask it for them. By default it"
            + " gets none.");
  }

  private static void notNegative(String name, Object value) {
    atLeast(0, name, value);
  }

  private static void patience(String name, Object value) {
    if (value != null && !AUTO.equals(value) && !OF_BUNDLE.equals(value)) {
      try {
        notNegative(name, Integer.valueOf(String.valueOf(value)));
      } catch (NumberFormatException e) {
        throw new ConfigException(name, value, "must be auto, bundle or a number");
      }
    }
  }

  private static void positive(String name, Object value) {
    atLeast(1, name, value);
  }

  private static void atLeast(int least, String name, Object value) {
    if (value instanceof Integer number && number < least) {
      throw new ConfigException(name, value, "must be at least " + least);
    }
  }

  private static void device(String name, Object value) {
    try {
      Device.parse(String.valueOf(value));
    } catch (IllegalArgumentException e) {
      throw new ConfigException(name, value, e.getMessage());
    }
  }

  private static void field(String name, Object value) {
    if (List.of(String.valueOf(value).split("\\.", -1)).contains("")) {
      throw new ConfigException(name, value, "must be a name, or names joined by dots");
    }
  }

  private static void format(String name, Object value) {
    try {
      InputFormat.valueOf(String.valueOf(value).toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new ConfigException(name, value, "must be avro, json or text");
    }
  }
}
