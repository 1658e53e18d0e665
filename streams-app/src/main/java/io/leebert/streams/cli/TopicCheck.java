package io.leebert.streams.cli;

import io.leebert.streams.configuration.ServeKeys;
import io.leebert.streams.configuration.ServeSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.StreamsConfig;

/** Looks, before anything is started, whether the broker answers and the topics are there. */
final class TopicCheck {
  private static final int PARTITIONS_OF_A_NEW_TOPIC = 4;

  private final ServeSettings settings;
  private final String servers;

  TopicCheck(ServeSettings settings) {
    this.settings = settings;
    this.servers = String.valueOf(settings.streams().get(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG));
  }

  /**
   * Checks.
   *
   * @throws StartException when no broker answers in time, or with the commands that make what is
   *     missing
   */
  void run() {
    Map<String, String> topics = new LinkedHashMap<>();
    topics.put(settings.topology().inputTopic(), ServeKeys.INPUT_TOPIC);
    topics.put(settings.topology().outputTopic(), ServeKeys.OUTPUT_TOPIC);
    topics.put(settings.topology().deadLetterTopic(), ServeKeys.DLQ_TOPIC);
    if (topics.size() < 3) {
      throw new StartException(
          ServeKeys.INPUT_TOPIC
              + ", "
              + ServeKeys.OUTPUT_TOPIC
              + " and "
              + ServeKeys.DLQ_TOPIC
              + " must be three different topics");
    }
    Map<String, Integer> partitions = new HashMap<>();
    List<String> missing = new ArrayList<>();
    try (Admin admin = Admin.create(adminSettings())) {
      Map<String, KafkaFuture<TopicDescription>> described =
          admin.describeTopics(topics.keySet()).topicNameValues();
      for (Map.Entry<String, KafkaFuture<TopicDescription>> answer : described.entrySet()) {
        String topic = answer.getKey();
        try {
          TopicDescription description =
              answer.getValue().get(settings.startTimeout().toMillis(), TimeUnit.MILLISECONDS);
          partitions.put(topic, description.partitions().size());
        } catch (ExecutionException e) {
          Throwable cause = e.getCause();
          if (!(cause instanceof UnknownTopicOrPartitionException)) {
            throw unreachable(cause == null ? e : cause);
          }
          missing.add(topic);
        } catch (TimeoutException e) {
          throw unreachable(e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("interrupted while waiting for the broker", e);
    } catch (KafkaException e) {
      throw unreachable(e);
    }
    if (!missing.isEmpty()) {
      throw new StartException(missing(missing, topics, partitions));
    }
  }

  private String missing(
      List<String> missing, Map<String, String> topics, Map<String, Integer> partitions) {
    int count =
        partitions.getOrDefault(settings.topology().inputTopic(), PARTITIONS_OF_A_NEW_TOPIC);
    StringBuilder text =
        new StringBuilder("the broker at ").append(servers).append(" has no topic ");
    text.append(String.join(", ", missing)).append(". Make it:");
    for (String topic : missing) {
      text.append("\n  kafka-topics.sh --bootstrap-server ")
          .append(servers)
          .append(" --create --topic ")
          .append(topic)
          .append(" --partitions ")
          .append(count)
          .append("\n  (or name another with ")
          .append(topics.get(topic))
          .append(')');
    }
    return text.toString();
  }

  private StartException unreachable(Throwable cause) {
    StringBuilder why = new StringBuilder(String.valueOf(cause.getMessage()));
    Throwable deeper = cause.getCause();
    if (deeper != null && deeper.getMessage() != null) {
      why.append(" (").append(deeper.getMessage()).append(')');
    }
    return new StartException(
        "no answer from a Kafka broker at "
            + servers
            + " within "
            + Duration.ofMillis(settings.startTimeout().toMillis()).toSeconds()
            + " s: "
            + why
            + ". Check bootstrap.servers, and the security settings if it has any",
        cause);
  }

  private Map<String, Object> adminSettings() {
    Map<String, Object> admin =
        new HashMap<>(new StreamsConfig(settings.streams()).getAdminConfigs("leebert-start"));
    int timeout = (int) settings.startTimeout().toMillis();
    admin.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeout);
    admin.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout);
    // Each failed connection is a line in the log.
    admin.put(AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG, 2000);
    admin.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 4000);
    return admin;
  }
}
