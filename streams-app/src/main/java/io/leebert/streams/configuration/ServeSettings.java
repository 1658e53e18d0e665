package io.leebert.streams.configuration;

import io.leebert.schemas.monitor.MonitorKeys;
import io.leebert.schemas.monitor.MonitorSettings;
import io.leebert.schemas.settings.NearestKey;
import io.leebert.streams.accuracy.LabelSettings;
import io.leebert.streams.autoscale.AutoscaleSettings;
import io.leebert.streams.batch.BatchSettings;
import io.leebert.streams.inference.Device;
import io.leebert.streams.inference.SessionSettings;
import io.leebert.streams.topology.EventFields;
import io.leebert.streams.topology.TopologySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * All that the serve command needs to know, checked.
 *
 * @param bundle the model bundle, or null where all models come from the models topic
 * @param models where models come from that change while they serve, or null
 * @param labels which labels are compared with answers, or null
 * @param inputFormat how the input is read
 * @param fields which fields of an event are read
 * @param session device and threads of the network
 * @param batch size and delay of batches
 * @param topology topics
 * @param autoscale how patience follows the load; what is asked for, not yet what the bundle allows
 * @param startTimeout longest wait for the broker at the start
 * @param deserializer class that reads Avro events
 * @param serializer class that writes predictions
 * @param monitor where it tells of itself
 * @param texts whether it may tell texts of events there
 * @param streams settings for Kafka Streams, ours and the user's
 * @param serdes settings for the serdes: all of the user's
 */
public record ServeSettings(
    @Nullable Path bundle,
    @Nullable ModelsSettings models,
    @Nullable LabelSettings labels,
    InputFormat inputFormat,
    EventFields fields,
    SessionSettings session,
    BatchSettings batch,
    TopologySettings topology,
    PatienceChoice autoscale,
    Duration startTimeout,
    Class<?> deserializer,
    Class<?> serializer,
    MonitorSettings monitor,
    boolean texts,
    Map<String, Object> streams,
    Map<String, Object> serdes) {

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
  public static ServeSettings of(Map<String, String> properties, int processors) {
    ConfigDef definition = ServeKeys.definition();
    for (String key : properties.keySet()) {
      if (key.startsWith(ServeKeys.PREFIX) && !definition.names().contains(key)) {
        throw new ConfigException(NearestKey.unknown(key, definition.names()));
      }
    }
    Map<String, String> given = new HashMap<>(properties);
    // "leebert.patience=" in a file means: not set.
    given
        .entrySet()
        .removeIf(e -> e.getKey().startsWith(ServeKeys.PREFIX) && e.getValue().isEmpty());
    Values values = new Values(definition, given);
    Map<String, Object> all = values.originals();
    Map<String, Object> streams =
        StreamsProperties.of(all, optional(values, ServeKeys.STREAMS_THREADS));
    Integer threads = optional(values, ServeKeys.INFERENCE_THREADS);
    InputFormat format =
        InputFormat.valueOf(values.getString(ServeKeys.INPUT_FORMAT).toUpperCase(Locale.ROOT));
    return new ServeSettings(
        bundle(values),
        ModelsKeys.read(values),
        LabelKeys.read(values),
        format,
        fields(values, format),
        new SessionSettings(
            Device.parse(values.getString(ServeKeys.DEVICE)),
            values.getBoolean(ServeKeys.DEVICE_REQUIRED),
            threads == null ? SessionSettings.defaultThreads(processors) : threads),
        batch(values),
        new TopologySettings(
            values.getString(ServeKeys.INPUT_TOPIC),
            values.getString(ServeKeys.OUTPUT_TOPIC),
            values.getString(ServeKeys.DLQ_TOPIC),
            values.getInt(ServeKeys.QUEUE_SIZE),
            StreamsProperties.maxWait(streams)),
        patienceChoice(values),
        Duration.ofMillis(values.getInt(ServeKeys.START_TIMEOUT_MS)),
        values.getClass(ServeKeys.AVRO_DESERIALIZER),
        values.getClass(ServeKeys.AVRO_SERIALIZER),
        MonitorKeys.read(values, ServeKeys.HTTP_PORT),
        values.getBoolean(ServeKeys.HTTP_TEXTS),
        streams,
        all);
  }

  /** Without the values for Kafka and the registry: some are secrets. */
  @Override
  public String toString() {
    return "settings for bundle " + bundle + " and topic " + topology.inputTopic();
  }

  private static @Nullable Path bundle(Values values) {
    String bundle = values.getString(ServeKeys.BUNDLE);
    if (bundle == null && values.getString(ServeKeys.MODELS_TOPIC) == null) {
      throw new ConfigException(
          ServeKeys.BUNDLE
              + " is missing: the model bundle to serve. Or set "
              + ServeKeys.MODELS_TOPIC
              + ", to serve the version that was promoted there");
    }
    return bundle == null ? null : Path.of(bundle);
  }

  private static EventFields fields(Values values, InputFormat format) {
    for (String key :
        List.of(ServeKeys.TEXT_FIELD, ServeKeys.SECOND_TEXT_FIELD, ServeKeys.ID_FIELD)) {
      if (format == InputFormat.TEXT && values.originals().containsKey(key)) {
        throw new ConfigException(
            key + " is set, but " + ServeKeys.INPUT_FORMAT + " is text, which has no fields");
      }
    }
    return EventFields.of(
        values.getString(ServeKeys.TEXT_FIELD),
        values.getString(ServeKeys.SECOND_TEXT_FIELD),
        values.getString(ServeKeys.ID_FIELD));
  }

  private static @Nullable Integer fixedPatience(Values values) {
    String patience = values.getString(ServeKeys.PATIENCE);
    boolean open =
        patience == null || patience.equals(ServeKeys.AUTO) || patience.equals(ServeKeys.OF_BUNDLE);
    return open ? null : Integer.valueOf(patience);
  }

  private static PatienceChoice patienceChoice(Values values) {
    String patience = values.getString(ServeKeys.PATIENCE);
    int least = values.getInt(ServeKeys.PATIENCE_MIN);
    Integer most = optional(values, ServeKeys.PATIENCE_MAX);
    if (most != null && most < least) {
      throw new ConfigException(
          ServeKeys.PATIENCE_MAX,
          most,
          "must not be below " + ServeKeys.PATIENCE_MIN + ", which is " + least);
    }
    long target = values.getLong(ServeKeys.LAG_TARGET_MS);
    long delay = values.getLong(ServeKeys.BATCH_DELAY_MS);
    if (target <= delay) {
      throw new ConfigException(
          ServeKeys.LAG_TARGET_MS,
          target,
          "must be above " + ServeKeys.BATCH_DELAY_MS + ", which is " + delay);
    }
    return new PatienceChoice(
        fixedPatience(values),
        ServeKeys.AUTO.equals(patience),
        patience == null || ServeKeys.AUTO.equals(patience),
        new AutoscaleSettings(
            least,
            most == null ? Integer.MAX_VALUE : most,
            Duration.ofMillis(target),
            values.getDouble(ServeKeys.PATIENCE_HEADROOM),
            Duration.ofMillis(values.getLong(ServeKeys.PATIENCE_HOLD_MS)),
            Duration.ofMillis(values.getLong(ServeKeys.PATIENCE_RETRY_MS))));
  }

  private static BatchSettings batch(Values values) {
    int size = values.getInt(ServeKeys.BATCH_SIZE);
    int queue = values.getInt(ServeKeys.QUEUE_SIZE);
    if (queue < size) {
      throw new ConfigException(
          ServeKeys.QUEUE_SIZE,
          queue,
          "must hold at least one batch: " + ServeKeys.BATCH_SIZE + " is " + size);
    }
    return new BatchSettings(
        size,
        Duration.ofMillis(values.getLong(ServeKeys.BATCH_DELAY_MS)),
        values.getInt(ServeKeys.BATCH_TOKENS),
        queue);
  }

  private static @Nullable Integer optional(Values values, String key) {
    return values.getInt(key);
  }
}
