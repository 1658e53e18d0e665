package io.leebert.deploy.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

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

  private static final Duration KNOWN_WITHIN = Duration.ofSeconds(30);

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
   * Makes topics, where they are not there yet, and waits until brokers know them: the controller
   * says done a moment earlier, and who starts in that moment is told that there is no such topic.
   *
   * @throws KafkaException when the broker refuses, or does not know them within half a minute
   */
  public static void create(ClientSettings settings, List<NewTopic> topics) {
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
      long deadline = System.nanoTime() + KNOWN_WITHIN.toNanos();
      while (!areKnown(admin, topics)) {
        if (System.nanoTime() > deadline) {
          throw new KafkaException(
              "created topics that the broker does not know after "
                  + KNOWN_WITHIN.toSeconds()
                  + " s: "
                  + topics.stream().map(NewTopic::name).toList());
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while creating topics", e);
    }
  }

  private static boolean areKnown(Admin admin, List<NewTopic> topics) throws InterruptedException {
    try {
      var unused =
          admin.describeTopics(topics.stream().map(NewTopic::name).toList()).allTopicNames().get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return false;
      }
      throw new KafkaException("cannot look at the created topics", e.getCause());
    }
  }
}
