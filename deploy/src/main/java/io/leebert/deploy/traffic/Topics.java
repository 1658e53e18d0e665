package io.leebert.deploy.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
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

  private static void create(ClientSettings settings, List<NewTopic> topics) {
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
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while creating topics", e);
    }
  }
}
