package io.leebert.deploy.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics of the design, by the names everything uses unless told otherwise. */
public final class Topics {
  /** Events to classify. */
  public static final String EVENTS = "text-events";

  /** What came of them. */
  public static final String PREDICTIONS = "predictions";

  /** Events that could not be classified, with the cause in headers. */
  public static final String DEAD_LETTERS = "text-events-dlq";

  /** Texts whose labels are known: what retraining learns from. */
  public static final String LABELLED = "labelled-events";

  /** Commands to the trainer and, through it, to the running instances. */
  public static final String CONTROL = "control";

  /** What became of them, and of the versions of every model. */
  public static final String MODELS = "models";

  private static final List<String> SPREAD = List.of(EVENTS, PREDICTIONS, DEAD_LETTERS, LABELLED);

  private static final Duration SERVED_WITHIN = Duration.ofMinutes(1);

  private static final int ASKED_MS = 10_000;

  private Topics() {}

  /**
   * Makes the topics that are not there yet, with one replica.
   *
   * @param partitions of the topics that carry events; control and models have one
   * @return the names, in the design's order
   * @throws KafkaException when the broker refuses
   */
  public static List<String> create(ClientSettings settings, int partitions) {
    List<NewTopic> topics = new ArrayList<>(spread(SPREAD, partitions));
    topics.add(new NewTopic(CONTROL, 1, (short) 1));
    topics.add(new NewTopic(MODELS, 1, (short) 1).configs(Map.of("cleanup.policy", "compact")));
    create(settings, topics);
    return topics.stream().map(NewTopic::name).toList();
  }

  /**
   * Makes topics by other names, where they are not there yet.
   *
   * @throws KafkaException when the broker refuses
   */
  public static void create(ClientSettings settings, List<String> names, int partitions) {
    create(settings, spread(names, partitions));
  }

  private static List<NewTopic> spread(List<String> names, int partitions) {
    return names.stream().map(name -> new NewTopic(name, partitions, (short) 1)).toList();
  }

  /**
   * Makes topics, where they are not there yet, and waits until the leader of every partition
   * serves it. The controller says done a moment earlier; who starts in that moment is told that
   * there is no such topic, and who writes in it may lose: when the first batch of an idempotent
   * producer comes too early and the second does not, the first is refused ever after
   * (KAFKA-15591).
   *
   * @throws KafkaException when the broker refuses, or does not serve them within a minute
   */
  public static void create(ClientSettings settings, List<NewTopic> topics) {
    List<String> names = topics.stream().map(NewTopic::name).toList();
    try (Admin admin = Admin.create(settings.client(Map.of()))) {
      for (var created : admin.createTopics(topics).values().entrySet()) {
        try {
          created.getValue().get();
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof TopicExistsException)) {
            throw new KafkaException("cannot create topic " + created.getKey(), e.getCause());
          }
        }
      }
      long deadline = System.nanoTime() + SERVED_WITHIN.toNanos();
      while (!areServed(admin, names)) {
        if (System.nanoTime() > deadline) {
          throw new KafkaException(
              "created topics that the broker does not serve after "
                  + SERVED_WITHIN.toSeconds()
                  + " s: "
                  + names);
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while creating topics", e);
    }
  }

  /** Asks for ends of partitions: of all that tells of a topic, only they come from its leaders. */
  private static boolean areServed(Admin admin, List<String> names) throws InterruptedException {
    try {
      Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
      for (var topic : admin.describeTopics(names).allTopicNames().get().values()) {
        for (var partition : topic.partitions()) {
          ends.put(new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest());
        }
      }
      var unused =
          admin.listOffsets(ends, new ListOffsetsOptions().timeoutMs(ASKED_MS)).all().get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RetriableException) {
        return false;
      }
      throw new KafkaException("cannot look at the created topics", e.getCause());
    }
  }
}
