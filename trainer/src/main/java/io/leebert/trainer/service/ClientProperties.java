package io.leebert.trainer.service;

import io.leebert.schemas.settings.GrouplessConsumer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;

/**
 * Settings of the Kafka clients: the user's, and ours where the user says nothing or must not. Keys
 * with {@code consumer.}, {@code producer.} or {@code admin.} before them are for that client
 * alone.
 */
public final class ClientProperties {
  private static final String NAME = "leebert-trainer-";
  private static final String CONSUMER = "consumer.";
  private static final String PRODUCER = "producer.";
  private static final String ADMIN = "admin.";

  /** An unanswered transaction of a killed service holds up readers of the models topic so long. */
  private static final int TRANSACTION_TIMEOUT_MS = 30_000;

  private final Map<String, Object> given;
  private final String group;
  private final String transactionalId;

  private ClientProperties(Map<String, Object> given, String controlTopic, String modelsTopic) {
    this.given = Map.copyOf(given);
    this.group =
        String.valueOf(given.getOrDefault(ConsumerConfig.GROUP_ID_CONFIG, NAME + controlTopic));
    // Of the topic that is written to: who writes there as well is shut out, whatever its group.
    this.transactionalId = transactionalId(modelsTopic);
  }

  static String transactionalId(String modelsTopic) {
    return NAME + modelsTopic;
  }

  /**
   * Checks settings.
   *
   * @param given everything the user set, keys of ours included or not
   * @param controlTopic topic of the commands
   * @param modelsTopic topic of what comes of them
   * @throws ConfigException where a setting is missing, or would have commands carried out twice
   */
  static ClientProperties of(Map<String, Object> given, String controlTopic, String modelsTopic) {
    Map<String, Object> clients = new HashMap<>(given);
    clients.keySet().removeIf(key -> key.startsWith(TrainerKeys.PREFIX));
    require(clients, "bootstrap.servers", "host:port of a Kafka broker");
    require(
        clients,
        "schema.registry.url",
        "commands and events are in Avro (mock://trial is a registry inside this process)");
    refuse(
        clients,
        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
        "it follows from " + TrainerKeys.MODELS_TOPIC);
    only(clients, ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    only(clients, ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    only(clients, ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    only(clients, ProducerConfig.ACKS_CONFIG, "all");
    return new ClientProperties(clients, controlTopic, modelsTopic);
  }

  /** The consumer group of the services, of which one works. */
  String group() {
    return group;
  }

  /** The name by which a second producer on the same topic shuts out the first. */
  String transactionalId() {
    return transactionalId;
  }

  /** Where the broker is, for messages. */
  String servers() {
    return String.valueOf(given.get("bootstrap.servers"));
  }

  /** Of the consumer of commands. */
  Map<String, Object> control() {
    Map<String, Object> settings = reader();
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, group());
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    Object protocol = settings.getOrDefault(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    if (String.valueOf(protocol).equalsIgnoreCase("classic")) {
      // A service that joins must not take the partition from the one that works.
      settings.putIfAbsent(
          ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
          CooperativeStickyAssignor.class.getName());
    }
    return settings;
  }

  /** Of a consumer that belongs to no group. */
  Map<String, Object> unbound() {
    return GrouplessConsumer.of(reader(), "none");
  }

  /** Of the reader of the models topic: the serdes' and those of a consumer of no group. */
  Map<String, Object> catalogue() {
    Map<String, Object> settings = all();
    settings.putAll(unbound());
    return settings;
  }

  private Map<String, Object> reader() {
    Map<String, Object> settings = of(CONSUMER, ConsumerConfig.configNames());
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
    return settings;
  }

  /** Of the one producer. */
  Map<String, Object> producer() {
    Map<String, Object> settings = of(PRODUCER, ProducerConfig.configNames());
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    settings.putIfAbsent(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
    settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 15_000);
    settings.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
    settings.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 15_000);
    settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 0);
    return settings;
  }

  /** Of the admin client. */
  Map<String, Object> admin() {
    return of(ADMIN, AdminClientConfig.configNames());
  }

  /** Of the serdes, and of a client that takes its pick: all there is. */
  Map<String, Object> all() {
    return new HashMap<>(given);
  }

  private Map<String, Object> of(String prefix, Set<String> known) {
    Map<String, Object> settings = new HashMap<>();
    given.forEach(
        (key, value) -> {
          if (known.contains(key)) {
            settings.put(key, value);
          }
        });
    given.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            settings.put(key.substring(prefix.length()), value);
          }
        });
    return settings;
  }

  private static void require(Map<String, Object> properties, String key, String why) {
    Object value = properties.get(key);
    if (value == null || value.toString().isBlank()) {
      throw new ConfigException(key + " is missing: " + why);
    }
  }

  private static void refuse(Map<String, Object> properties, String key, String why) {
    for (String prefix : new String[] {"", CONSUMER, PRODUCER}) {
      if (properties.containsKey(prefix + key)) {
        throw new ConfigException(prefix + key + " cannot be set: " + why + ". Leave the key out");
      }
    }
  }

  private static void only(Map<String, Object> properties, String key, String value) {
    for (String prefix : new String[] {"", CONSUMER, PRODUCER}) {
      Object found = properties.get(prefix + key);
      if (found != null && !found.toString().equals(value)) {
        throw new ConfigException(
            prefix
                + key
                + " must be "
                + value
                + ", found "
                + found
                + ": a command would be carried out twice or not at all. Leave the key out");
      }
    }
  }

  /** Keys only: some values are secrets. */
  @Override
  public String toString() {
    return "client settings " + given.keySet();
  }
}
