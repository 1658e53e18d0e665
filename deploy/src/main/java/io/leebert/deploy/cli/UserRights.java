package io.leebert.deploy.cli;

import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;

import io.leebert.deploy.traffic.ClientSettings;
import io.leebert.schemas.rights.LackingRights;
import io.leebert.schemas.rights.Right;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.ResourceType;

/** The rights that the commands of a user need on the broker: these and no others. */
public final class UserRights {
  private UserRights() {}

  /** Of {@code produce}. */
  public static List<Right> produce(String topic) {
    return List.of(Right.needed(WRITE, TOPIC, topic, "to write to it"));
  }

  /** Of {@code consume}; there is no group. */
  public static List<Right> consume(String topic) {
    return List.of(Right.needed(READ, TOPIC, topic, "to read it; there is no group"));
  }

  /** Of {@code control}. */
  public static List<Right> control(String control, String models) {
    return List.of(
        Right.needed(WRITE, TOPIC, control, "to send a command; not for `status`"),
        Right.needed(READ, TOPIC, models, "what comes of it; not with `--no-wait`"));
  }

  /** Why a command failed: a right that is lacking by its name, anything else as it says itself. */
  static String explain(Throwable failure, ClientSettings clients, List<Right> needed) {
    LackingRights lacking = new LackingRights(needed, clients.client(Map.of()));
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TopicAuthorizationException topics) {
        topics.unauthorizedTopics().forEach(topic -> lacking.checkTopic(topic, Set.of()));
      } else if (cause instanceof ClusterAuthorizationException) {
        // An idempotent producer without the right to write to any topic (KIP-679).
        lacking.lacks(ResourceType.TOPIC);
      }
    }
    String message = lacking.message("this user");
    return message == null ? Causes.of(failure) : message;
  }
}
