package io.leebert.schemas.rights;

import java.util.Locale;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * One right on a broker with an authorizer (KIP-11).
 *
 * @param operation what may be done
 * @param kind of what it may be done to
 * @param name its name, or what its name begins with
 * @param prefix whether all that begin with the name are meant (KIP-290)
 * @param needed whether nothing works without it; otherwise {@code purpose} says what is missed
 * @param purpose what it is for, for the reference pages
 */
public record Right(
    AclOperation operation,
    ResourceType kind,
    String name,
    boolean prefix,
    boolean needed,
    String purpose) {

  /** On one thing, and needed. */
  public static Right needed(
      AclOperation operation, ResourceType kind, String name, String purpose) {
    return new Right(operation, kind, name, false, true, purpose);
  }

  /** On one thing; without it something is missed. */
  public static Right useful(
      AclOperation operation, ResourceType kind, String name, String purpose) {
    return new Right(operation, kind, name, false, false, purpose);
  }

  /** In words, such as {@code READ on topic text-events}. */
  public String words() {
    return operation + " on " + what() + name;
  }

  /** What stands before the name. */
  private String what() {
    String what = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return what + (prefix ? "s that begin with " : " ");
  }

  /** What {@code kafka-acls.sh} is told to give it. */
  public String options() {
    return "--operation "
        + operationName()
        + " --"
        + kind.name().toLowerCase(Locale.ROOT).replace('_', '-')
        + " "
        + name
        + (prefix ? " --resource-pattern-type prefixed" : "");
  }

  private String operationName() {
    StringBuilder name = new StringBuilder();
    for (String word : operation.name().split("_", -1)) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return name.toString();
  }

  /** The whole command. */
  public String command(String servers, String user) {
    return "kafka-acls.sh --bootstrap-server "
        + servers
        + " --add --allow-principal User:"
        + user
        + " "
        + options();
  }

  /** As an authorizer keeps it. */
  public AclBinding binding(String user) {
    return new AclBinding(
        new ResourcePattern(kind, name, prefix ? PatternType.PREFIXED : PatternType.LITERAL),
        new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
  }

  /** A table of rights in Markdown, as the reference pages show it. */
  public static String table(Iterable<Right> rights) {
    StringBuilder table = new StringBuilder("| right | on | what for |\n|---|---|---|\n");
    for (Right right : rights) {
      table
          .append("| `")
          .append(right.operation)
          .append("` | ")
          .append(right.what())
          .append("`")
          .append(right.name)
          .append("` | ")
          .append(right.purpose)
          .append(right.needed ? "" : " (not required)")
          .append(" |\n");
    }
    return table.toString();
  }
}
