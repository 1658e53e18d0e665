package io.leebert.streams.cli;

import io.leebert.schemas.rights.LackingRights;
import io.leebert.schemas.rights.Right;
import io.leebert.schemas.rights.RightsCheck;
import io.leebert.schemas.start.NeededBroker;
import io.leebert.streams.accuracy.LabelSettings;
import io.leebert.streams.configuration.ModelsSettings;
import io.leebert.streams.configuration.ServeKeys;
import io.leebert.streams.configuration.ServeRights;
import io.leebert.streams.configuration.ServeSettings;
import io.leebert.streams.topology.OutputLimits;
import io.leebert.streams.topology.TopologySettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks, before anything is started, whether the broker answers and the topics are there. */
final class TopicCheck {
  private static final Logger LOG = LoggerFactory.getLogger(TopicCheck.class);
  private static final int PARTITIONS_OF_A_NEW_TOPIC = 4;

  private final ServeSettings settings;
  private final NeededBroker broker;
  private final @Nullable String models;

  TopicCheck(ServeSettings settings) {
    this.settings = settings;
    ModelsSettings changing = settings.models();
    this.models = changing == null ? null : changing.topic();
    this.broker =
        new NeededBroker(
            String.valueOf(settings.streams().get(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG)),
            settings.startTimeout());
  }

  /**
   * Checks.
   *
   * @return what the topics that are written to take
   * @throws StartException when no broker answers in time, or with the commands that make what is
   *     missing and give the rights that are lacking
   */
  OutputLimits run() {
    Map<String, String> topics = topics();
    try (Admin admin = Admin.create(adminSettings())) {
      LackingRights rights = new LackingRights(ServeRights.of(settings), settings.streams());
      checkTopics(admin, topics, rights);
      checkGroupAndTransactions(new RightsCheck(admin, settings.startTimeout()), rights);
      String lacking = rights.message("this application");
      if (lacking != null) {
        throw new StartException(lacking);
      }
      LimitsReader limits = new LimitsReader(admin, settings);
      if (models != null) {
        limits.checkKept(models);
      }
      return limits.read();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("interrupted while waiting for the broker", e);
    } catch (KafkaException e) {
      throw unreachable(e);
    }
  }

  /** The topics that must be there, with the settings that name them. */
  private Map<String, String> topics() {
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
    if (models != null && topics.putIfAbsent(models, ServeKeys.MODELS_TOPIC) != null) {
      throw notItsOwn(ServeKeys.MODELS_TOPIC, models);
    }
    // It need not be there. Of another one, every record would count as a label nobody can read.
    LabelSettings labels = settings.labels();
    if (labels != null && topics.containsKey(labels.topic())) {
      throw notItsOwn(ServeKeys.LABELLED_TOPIC, labels.topic());
    }
    return topics;
  }

  private static StartException notItsOwn(String setting, String found) {
    return new StartException(setting + " must be a topic of its own, found " + found);
  }

  private void checkTopics(Admin admin, Map<String, String> topics, LackingRights rights)
      throws InterruptedException {
    Map<String, Integer> partitions = new HashMap<>();
    List<String> missing = new ArrayList<>();
    Map<String, KafkaFuture<TopicDescription>> described =
        admin
            .describeTopics(
                topics.keySet(), new DescribeTopicsOptions().includeAuthorizedOperations(true))
            .topicNameValues();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> answer : described.entrySet()) {
      String topic = answer.getKey();
      try {
        TopicDescription description =
            answer.getValue().get(settings.startTimeout().toMillis(), TimeUnit.MILLISECONDS);
        partitions.put(topic, description.partitions().size());
        checkRight(topic, description.authorizedOperations(), rights);
      } catch (ExecutionException e) {
        Throwable cause = e.getCause();
        if (cause instanceof UnknownTopicOrPartitionException) {
          missing.add(topic);
        } else if (cause instanceof TopicAuthorizationException) {
          // Not even that it is there may be seen; READ and WRITE both include the right to see.
          checkRight(topic, Set.of(), rights);
        } else {
          throw unreachable(cause == null ? e : cause);
        }
      } catch (TimeoutException e) {
        throw unreachable(e);
      }
    }
    if (!missing.isEmpty()) {
      int count =
          partitions.getOrDefault(settings.topology().inputTopic(), PARTITIONS_OF_A_NEW_TOPIC);
      throw new StartException(broker.lacks(missing, topics, count, models));
    }
    comparePartitions(partitions);
    checkModels(partitions);
  }

  private void checkModels(Map<String, Integer> partitions) {
    int found = models == null ? 1 : partitions.getOrDefault(models, 1);
    if (found != 1) {
      throw new StartException(
          "topic "
              + models
              + " has "
              + found
              + " partitions, expected 1: across partitions nobody can tell which version was"
              + " promoted last. Name another with "
              + ServeKeys.MODELS_TOPIC);
    }
  }

  private void checkGroupAndTransactions(RightsCheck check, LackingRights rights)
      throws InterruptedException {
    if (!rights.canBeAsked()) {
      return;
    }
    String application =
        String.valueOf(settings.streams().get(StreamsConfig.APPLICATION_ID_CONFIG));
    if (!check.mayJoinGroup(application)) {
      rights.lacks(ResourceType.GROUP);
    }
    if (!check.mayUseIdsFrom(application + "-")) {
      rights.lacks(ResourceType.TRANSACTIONAL_ID);
    }
  }

  /** That the limits of topics may not be seen is said by who reads them. */
  private void checkRight(String topic, @Nullable Set<AclOperation> allowed, LackingRights rights) {
    for (Right missed : rights.checkTopic(topic, allowed)) {
      if (missed.operation() == AclOperation.WRITE) {
        LOG.warn(
            "no right to write to {}: what this instance serves is said in its log only. {}",
            topic,
            rights.remedy(missed));
      }
    }
  }

  private void comparePartitions(Map<String, Integer> partitions) {
    TopologySettings topology = settings.topology();
    int in = partitions.getOrDefault(topology.inputTopic(), 0);
    int out = partitions.getOrDefault(topology.outputTopic(), 0);
    if (in > 0 && out > 0 && in != out) {
      LOG.warn(
          "{} has {} partitions and {} has {}: keys stay in order, but who joins predictions to"
              + " events by key in Kafka Streams needs the same number",
          topology.inputTopic(),
          in,
          topology.outputTopic(),
          out);
    }
  }

  private StartException unreachable(Throwable cause) {
    return new StartException(broker.unusable(cause), cause);
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
