package io.leebert.schemas.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * Settings of a consumer that belongs to no group: everybody who has one reads all of a topic, and
 * committed records only.
 */
public final class GrouplessConsumer {
  private static final List<String> OF_GROUPS =
      List.of(
          ConsumerConfig.GROUP_ID_CONFIG,
          ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
          ConsumerConfig.GROUP_PROTOCOL_CONFIG,
          ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG,
          ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG);

  private GrouplessConsumer() {}

  /**
   * Takes from settings of any clients and serdes what a consumer knows.
   *
   * @param offsetReset where it reads from when it stands nowhere: earliest, latest or none
   */
  public static Map<String, Object> among(Map<String, ?> settings, String offsetReset) {
    Map<String, Object> known = new HashMap<>(settings);
    known.keySet().retainAll(ConsumerConfig.configNames());
    return of(known, offsetReset);
  }

  /**
   * Of settings of a consumer, those that Kafka does not know included: a class that is plugged in
   * may.
   *
   * @param offsetReset as {@link #among}
   */
  public static Map<String, Object> of(Map<String, ?> consumer, String offsetReset) {
    Map<String, Object> settings = new HashMap<>(consumer);
    settings.keySet().removeAll(OF_GROUPS);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, offsetReset);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return settings;
  }
}
