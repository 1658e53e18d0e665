package io.leebert.trainer.service;

import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;

import io.leebert.schemas.rights.Right;
import java.util.List;

/** The rights that the service needs on the broker: these and no others. */
public final class TrainerRights {
  private TrainerRights() {}

  /** By its settings. */
  static List<Right> of(TrainerSettings settings) {
    return of(
        settings.clients().group(),
        settings.controlTopic(),
        settings.modelsTopic(),
        settings.labelledTopic());
  }

  /** By the names of things. */
  public static List<Right> of(String group, String control, String models, String labelled) {
    return List.of(
        Right.needed(READ, TOPIC, control, "commands"),
        Right.needed(
            READ,
            TOPIC,
            labelled,
            "texts to learn from; other topics too, where commands name them"),
        Right.needed(READ, TOPIC, models, "what was said"),
        Right.needed(WRITE, TOPIC, models, "what is to be said"),
        Right.needed(READ, GROUP, group, "one service works, the others wait"),
        Right.needed(
            WRITE,
            TRANSACTIONAL_ID,
            ClientProperties.transactionalId(models),
            "a command's offset and what came of it, together or not at all"),
        Right.useful(
            DESCRIBE_CONFIGS,
            TOPIC,
            models,
            "its `cleanup.policy`, which must be `compact`; without it that is taken to be so"));
  }
}
