package io.leebert.streams.configuration;

import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;

import io.leebert.schemas.rights.Right;
import io.leebert.streams.accuracy.LabelSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/** The rights that the application needs on the broker: these and no others. */
public final class ServeRights {
  private ServeRights() {}

  /** By its settings. */
  public static List<Right> of(ServeSettings settings) {
    ModelsSettings models = settings.models();
    LabelSettings labels = settings.labels();
    return of(
        Objects.toString(settings.streams().get(StreamsConfig.APPLICATION_ID_CONFIG)),
        settings.topology().inputTopic(),
        settings.topology().outputTopic(),
        settings.topology().deadLetterTopic(),
        models == null ? null : models.topic(),
        labels == null ? null : labels.topic());
  }

  /**
   * By the names of things.
   *
   * @param models the models topic, or null where versions do not change
   * @param labelled the topic of labelled texts, or null where none are read
   */
  public static List<Right> of(
      String application,
      String events,
      String predictions,
      String deadLetters,
      @Nullable String models,
      @Nullable String labelled) {
    List<Right> rights = new ArrayList<>();
    rights.add(Right.needed(READ, TOPIC, events, "the events"));
    rights.add(Right.needed(WRITE, TOPIC, predictions, "the results"));
    rights.add(Right.needed(WRITE, TOPIC, deadLetters, "events that cannot be classified"));
    rights.add(
        Right.needed(READ, GROUP, application, "its offsets and its share of the partitions"));
    rights.add(new Right(WRITE, TRANSACTIONAL_ID, application + "-", true, true, "exactly once"));
    if (models != null) {
      rights.add(
          Right.needed(
              READ,
              TOPIC,
              models,
              "which version is to serve; only where `leebert.models.topic` is set"));
      rights.add(
          Right.useful(
              WRITE,
              TOPIC,
              models,
              "to say there what this instance serves; without it the log alone says so"));
    }
    if (labelled != null) {
      rights.add(labels(labelled));
    }
    for (String topic : List.of(predictions, deadLetters)) {
      rights.add(
          Right.useful(
              DESCRIBE_CONFIGS,
              TOPIC,
              topic,
              "`max.message.bytes` and `cleanup.policy`; without it they are taken to be as brokers"
                  + " make them"));
    }
    return List.copyOf(rights);
  }

  /** To read labels; it includes the right to see the topic. */
  public static Right labels(String labelled) {
    return Right.useful(
        READ,
        TOPIC,
        labelled,
        "labels, to compare answers with; only where `leebert.labelled.topic` is set, and without it"
            + " accuracy is not known");
  }
}
