package io.leebert.streams.cli;

import io.leebert.streams.configuration.ServeKeys;
import io.leebert.streams.configuration.ServeSettings;
import io.leebert.streams.topology.OutputLimits;
import io.leebert.streams.topology.TopicLimits;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what the two output topics take, so that nothing is written that they would refuse. */
final class LimitsReader {
  private static final Logger LOG = LoggerFactory.getLogger(LimitsReader.class);

  private final Admin admin;
  private final ServeSettings settings;

  LimitsReader(Admin admin, ServeSettings settings) {
    this.admin = admin;
    this.settings = settings;
  }

  /**
   * The limits; what may not be looked at is taken to be as brokers make it.
   *
   * @throws StartException when the dead letter topic is one that cannot hold dead letters
   */
  OutputLimits read() throws InterruptedException {
    TopicLimits predictions = of(settings.topology().outputTopic());
    String letters = settings.topology().deadLetterTopic();
    TopicLimits deadLetters = of(letters);
    if (deadLetters.keyed()) {
      throw new StartException(
          letters
              + " is compacted: a dead letter would take the place of an earlier one with the same"
              + " key, and those without a key would be refused. Set "
              + TopicConfig.CLEANUP_POLICY_CONFIG
              + "=delete on it, or name another topic with "
              + ServeKeys.DLQ_TOPIC);
    }
    if (deadLetters.bytes() < OutputLimits.LEAST_FOR_DEAD_LETTERS) {
      throw new StartException(
          letters
              + " takes at most "
              + deadLetters.bytes()
              + " bytes a record, but the cause of a dead letter alone may need "
              + OutputLimits.LEAST_FOR_DEAD_LETTERS
              + ": raise its "
              + TopicConfig.MAX_MESSAGE_BYTES_CONFIG
              + ", and max.request.size of the producer if it is set");
    }
    return new OutputLimits(predictions, deadLetters);
  }

  /** Warns of a models topic that forgets: some day nothing would be promoted any more. */
  void checkKept(String models) throws InterruptedException {
    try {
      if (!value(describe(models), TopicConfig.CLEANUP_POLICY_CONFIG).equals("compact")) {
        LOG.warn(
            "{} is not compacted, and so forgets which version was promoted: set {}=compact on it",
            models,
            TopicConfig.CLEANUP_POLICY_CONFIG);
      }
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("cannot look at the settings of {}", models, e);
    }
  }

  private Config describe(String topic)
      throws InterruptedException, ExecutionException, TimeoutException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return Objects.requireNonNull(admin.describeConfigs(List.of(resource)).values().get(resource))
        .get(settings.startTimeout().toMillis(), TimeUnit.MILLISECONDS);
  }

  private TopicLimits of(String topic) throws InterruptedException {
    try {
      Config config = describe(topic);
      int bytes = Integer.parseInt(value(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG));
      return new TopicLimits(
          Math.min(bytes, ofProducer()),
          value(config, TopicConfig.CLEANUP_POLICY_CONFIG).contains("compact"));
    } catch (ExecutionException | TimeoutException | NumberFormatException e) {
      LOG.warn(
          "cannot look at the settings of {} ({}): a record of up to {} bytes is taken to be right"
              + " for it. The right to look is DESCRIBE_CONFIGS on the topic",
          topic,
          e.getMessage(),
          TopicLimits.USUAL.bytes());
      return new TopicLimits(Math.min(TopicLimits.USUAL.bytes(), ofProducer()), false);
    }
  }

  private static String value(Config config, String name) {
    ConfigEntry entry = config.get(name);
    return entry == null ? "" : String.valueOf(entry.value());
  }

  /** What our own producer lets through. */
  private int ofProducer() {
    Map<String, Object> producer =
        new StreamsConfig(settings.streams()).getProducerConfigs("leebert-limits");
    return (int)
        Math.min(
            number(producer, ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
            number(producer, ProducerConfig.BUFFER_MEMORY_CONFIG));
  }

  private static long number(Map<String, Object> producer, String key) {
    Object value = producer.getOrDefault(key, ProducerConfig.configDef().defaultValues().get(key));
    try {
      return Long.parseLong(String.valueOf(value).trim());
    } catch (NumberFormatException e) {
      throw new StartException(key + " must be a number of bytes, found " + value, e);
    }
  }
}
