package io.leebert.trainer.service;

import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelEventType;
import io.leebert.schemas.rights.LackingRights;
import io.leebert.schemas.rights.Right;
import io.leebert.schemas.rights.RightsCheck;
import io.leebert.schemas.start.NeededBroker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks, before anything is started, whether broker, topics, rights and registry are there. */
final class StartCheck {
  private static final Logger LOG = LoggerFactory.getLogger(StartCheck.class);

  private final TrainerSettings settings;
  private final NeededBroker broker;
  private final LackingRights rights;

  private StartCheck(TrainerSettings settings) {
    this.settings = settings;
    this.broker = new NeededBroker(settings.clients().servers(), settings.startTimeout());
    this.rights = new LackingRights(TrainerRights.of(settings), settings.clients().all());
  }

  /**
   * Checks.
   *
   * @throws StartException with the commands that make what is missing
   */
  static void run(TrainerSettings settings, Serializer<ModelEvent> events) {
    new StartCheck(settings).check();
    try {
      events.serialize(
          settings.modelsTopic(),
          Events.event(settings.model(), "", ModelEventType.PROGRESS, null).build());
    } catch (SerializationException e) {
      throw new StartException(
          "cannot write model events: " + e.getMessage() + ". Check schema.registry.url", e);
    }
  }

  private void check() {
    Map<String, String> topics = new LinkedHashMap<>();
    topics.put(settings.controlTopic(), TrainerKeys.CONTROL_TOPIC);
    topics.put(settings.modelsTopic(), TrainerKeys.MODELS_TOPIC);
    topics.put(settings.labelledTopic(), TrainerKeys.LABELLED_TOPIC);
    try (Admin admin = Admin.create(adminSettings())) {
      Map<String, KafkaFuture<TopicDescription>> described =
          admin
              .describeTopics(
                  topics.keySet(), new DescribeTopicsOptions().includeAuthorizedOperations(true))
              .topicNameValues();
      List<String> missing = new ArrayList<>();
      for (String topic : topics.keySet()) {
        look(topic, Objects.requireNonNull(described.get(topic)), missing);
      }
      if (!missing.isEmpty()) {
        throw new StartException(broker.lacks(missing, topics, 1, settings.modelsTopic()), null);
      }
      askForRights(new RightsCheck(admin, settings.startTimeout()));
      requireCompacted(admin);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("interrupted while waiting for the broker", e);
    } catch (KafkaException e) {
      throw unreachable(e);
    }
  }

  private void look(String topic, KafkaFuture<TopicDescription> answer, List<String> missing)
      throws InterruptedException {
    try {
      TopicDescription description =
          answer.get(settings.startTimeout().toMillis(), TimeUnit.MILLISECONDS);
      requireOnePartition(topic, description.partitions().size());
      // What is lacking though nothing needs it is said where it is missed.
      List<Right> unused = rights.checkTopic(topic, description.authorizedOperations());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        if (topic.equals(settings.labelledTopic())) {
          LOG.warn("there is no topic {} yet: only files can be learned from", topic);
        } else {
          missing.add(topic);
        }
      } else if (e.getCause() instanceof TopicAuthorizationException) {
        List<Right> unused = rights.checkTopic(topic, Set.of());
      } else {
        throw unreachable(e.getCause() == null ? e : e.getCause());
      }
    } catch (TimeoutException e) {
      throw unreachable(e);
    }
  }

  private void requireOnePartition(String topic, int partitions) {
    if (partitions != 1 && !topic.equals(settings.labelledTopic())) {
      throw new StartException(
          "topic "
              + topic
              + " has "
              + partitions
              + " partitions, expected 1: "
              + (topic.equals(settings.controlTopic())
                  ? "commands in several partitions have no order, and a rollback could overtake the"
                      + " promotion it is about"
                  : "across partitions nobody can tell which model was promoted last"),
          null);
    }
  }

  private void askForRights(RightsCheck check) throws InterruptedException {
    if (rights.canBeAsked()) {
      if (!check.mayJoinGroup(settings.clients().group())) {
        rights.lacks(ResourceType.GROUP);
      }
      if (!check.maySeeId(settings.clients().transactionalId())) {
        rights.lacks(ResourceType.TRANSACTIONAL_ID);
      }
    }
    String lacking = rights.message("this service");
    if (lacking != null) {
      throw new StartException(lacking, null);
    }
  }

  /** A topic that forgets by time would have old commands carried out again. */
  private void requireCompacted(Admin admin) throws InterruptedException {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, settings.modelsTopic());
    try {
      ConfigEntry policy =
          Objects.requireNonNull(admin.describeConfigs(List.of(topic)).values().get(topic))
              .get(settings.startTimeout().toMillis(), TimeUnit.MILLISECONDS)
              .get(TopicConfig.CLEANUP_POLICY_CONFIG);
      if (policy != null && !"compact".equals(policy.value())) {
        throw new StartException(
            "topic "
                + settings.modelsTopic()
                + " has cleanup.policy="
                + policy.value()
                + ", expected compact: it is the memory of what was promoted and which commands were"
                + " carried out, and must not forget. kafka-configs.sh --bootstrap-server "
                + broker.servers()
                + " --alter --entity-type topics --entity-name "
                + settings.modelsTopic()
                + " --add-config cleanup.policy=compact",
            null);
      }
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn(
          "cannot look at the settings of {} ({}): it must be compacted",
          settings.modelsTopic(),
          e.getMessage());
    }
  }

  private StartException unreachable(Throwable cause) {
    return new StartException(broker.unusable(cause), cause);
  }

  private Map<String, Object> adminSettings() {
    Map<String, Object> admin = new HashMap<>(settings.clients().admin());
    int timeout = (int) settings.startTimeout().toMillis();
    admin.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeout);
    admin.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout);
    return admin;
  }
}
