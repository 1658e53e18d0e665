package io.leebert.streams.configuration;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;
import org.jspecify.annotations.Nullable;

/** What Kafka Streams is told: the user's settings, and ours where the user says nothing. */
final class StreamsProperties {
  private static final String CLASSIC = "classic";
  private static final String STREAMS = "streams";
  private static final String PRODUCTION_HANDLER =
      StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG;

  /** The key before Kafka 4.0, still taken. */
  private static final String OLD_PRODUCTION_HANDLER = "default." + PRODUCTION_HANDLER;

  private static final String TRANSACTION_TIMEOUT =
      StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);

  /**
   * Defaults of ours. The transaction timeout is above the longest time a full queue may hold a
   * thread (a batch or two of the largest size on a slow processor), and below the 45 seconds that
   * the group takes to miss a dead member anyway: until it is over, readers of committed results
   * wait behind a killed instance's transaction.
   */
  private static final Map<String, Object> DEFAULTS =
      Map.of(
          // How often results become visible to readers of committed data.
          StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
          100,
          // A finished result waits for the next turn of the thread; when idle that is this long.
          StreamsConfig.POLL_MS_CONFIG,
          1,
          // One input partition per task: nothing to wait for, and no lag look-up in every turn.
          StreamsConfig.MAX_TASK_IDLE_MS_CONFIG,
          -1L,
          // There are no state stores.
          StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG,
          0L,
          TRANSACTION_TIMEOUT,
          30_000,
          // The commit flushes at the latest; lingering longer only delays the first results.
          StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG),
          5,
          // The topics say what they take, and dead letters are made to fit; this is the producer's
          // own buffer.
          StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
          32 * 1024 * 1024);

  private StreamsProperties() {}

  /**
   * Completes and checks the settings for Kafka Streams.
   *
   * @param own everything the user set, keys of ours included or not
   * @param threads stream threads, or null where the user left it to Kafka's own key
   * @throws ConfigException where a setting would break exactly-once processing
   */
  static Map<String, Object> of(Map<String, ?> own, @Nullable Integer threads) {
    Map<String, Object> properties = new HashMap<>(own);
    properties.keySet().removeIf(key -> key.startsWith(ServeKeys.PREFIX));
    require(properties, StreamsConfig.APPLICATION_ID_CONFIG, "it names the consumer group");
    require(properties, StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "host:port of a Kafka broker");
    require(
        properties,
        "schema.registry.url",
        "predictions are written in Avro (mock://trial is a registry inside this process)");
    only(
        properties,
        StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
        StreamsConfig.EXACTLY_ONCE_V2,
        "results come later than their events, and only transactions keep the two together");
    only(
        properties,
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndFailProcessingExceptionHandler.class.getName(),
        "bad events already go to "
            + ServeKeys.DLQ_TOPIC
            + ", and a handler that goes on after"
            + " anything else would lose results");
    for (String key : List.of(OLD_PRODUCTION_HANDLER, PRODUCTION_HANDLER)) {
      only(
          properties,
          key,
          DefaultProductionExceptionHandler.class.getName(),
          "a handler that goes on after a failed send would lose a result whose event is"
              + " committed");
    }
    // Kafka Streams warns of the two together.
    properties.remove(OLD_PRODUCTION_HANDLER);
    refuse(
        properties,
        StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG,
        "predictions have the timestamps of their events, and an extractor may leave events out");
    checkGroupProtocol(properties);
    // A key of the user's without the prefix goes before a default of ours with it.
    DEFAULTS.forEach(
        (key, value) ->
            properties.putIfAbsent(
                key, properties.getOrDefault(key.replaceFirst("^producer[.]", ""), value)));
    if (threads != null) {
      properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
    }
    return properties;
  }

  /** Checked here, because Kafka Streams says it only when half of the application stands. */
  private static void checkGroupProtocol(Map<String, Object> properties) {
    String key = StreamsConfig.GROUP_PROTOCOL_CONFIG;
    String protocol = String.valueOf(properties.getOrDefault(key, CLASSIC)).trim();
    if (!protocol.equalsIgnoreCase(CLASSIC) && !protocol.equalsIgnoreCase(STREAMS)) {
      throw new ConfigException(
          key + " must be classic or streams (KIP-1071), found " + protocol + ".");
    }
    String instance = CommonClientConfigs.GROUP_INSTANCE_ID_CONFIG;
    boolean fixed =
        Stream.of("", StreamsConfig.CONSUMER_PREFIX, StreamsConfig.MAIN_CONSUMER_PREFIX)
            .anyMatch(prefix -> properties.containsKey(prefix + instance));
    if (fixed && protocol.equalsIgnoreCase(STREAMS)) {
      throw new ConfigException(
          instance
              + " cannot be used with "
              + key
              + "=streams, which has no static membership: leave one of the two out");
    }
  }

  /**
   * Longest time an event may wait for room in the batcher: half of what a transaction may take.
   */
  static Duration maxWait(Map<String, Object> properties) {
    String timeout = String.valueOf(properties.get(TRANSACTION_TIMEOUT));
    try {
      return Duration.ofMillis(Long.parseLong(timeout.trim()) / 2);
    } catch (NumberFormatException e) {
      throw new ConfigException(TRANSACTION_TIMEOUT, timeout, "must be a number of milliseconds");
    }
  }

  private static void require(Map<String, Object> properties, String key, String why) {
    Object value = properties.get(key);
    if (value == null || value.toString().isBlank()) {
      throw new ConfigException(key + " is missing: " + why);
    }
  }

  private static void refuse(Map<String, Object> properties, String key, String why) {
    Object found = properties.get(key);
    if (found != null) {
      throw new ConfigException(
          key + " cannot be set, found " + found + ": " + why + ". Leave the key out");
    }
  }

  private static void only(Map<String, Object> properties, String key, String value, String why) {
    Object found = properties.putIfAbsent(key, value);
    if (found != null && !found.toString().equals(value)) {
      throw new ConfigException(
          key + " must be " + value + ", found " + found + ": " + why + ". Leave the key out");
    }
  }
}
