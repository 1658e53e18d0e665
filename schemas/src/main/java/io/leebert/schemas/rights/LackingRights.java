package io.leebert.schemas.rights;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;

/** Which of a program's rights its user lacks on the broker, in words and with commands. */
public final class LackingRights {
  private static final Pattern USER = Pattern.compile("\\busername\\s*=\\s*[\"']?([^\"'\\s;]+)");

  /** Clients with credentials of their own: what the admin client may do says nothing of them. */
  private static final Pattern OWN_CREDENTIALS =
      Pattern.compile("(main\\.consumer|consumer|producer|admin)\\.(sasl|ssl|security)\\..*");

  private final Set<Right> lacking = new LinkedHashSet<>();
  private final List<Right> all;
  private final String servers;
  private final String user;
  private final boolean oneUser;

  /**
   * Of a program.
   *
   * @param all its rights
   * @param settings of its clients
   */
  public LackingRights(Collection<Right> all, Map<String, ?> settings) {
    this.all = List.copyOf(all);
    this.servers = String.valueOf(settings.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
    this.user = user(settings);
    this.oneUser = settings.keySet().stream().noneMatch(OWN_CREDENTIALS.asMatchPredicate());
  }

  /** The name only; without one that can be seen, a place for it. */
  private static String user(Map<String, ?> settings) {
    Object jaas = settings.get(SaslConfigs.SASL_JAAS_CONFIG);
    Matcher user = USER.matcher(String.valueOf(jaas));
    return user.find() ? user.group(1) : "NAME";
  }

  /** Whether the broker can be asked: it answers for the user of the client that asks. */
  public boolean canBeAsked() {
    return oneUser;
  }

  /**
   * Compares the rights on a topic with what the broker says.
   *
   * @param allowed null where the broker does not say
   * @return the rights that are lacking though nothing needs them
   */
  public List<Right> checkTopic(String topic, @Nullable Set<AclOperation> allowed) {
    if (allowed == null || !oneUser) {
      return List.of();
    }
    List<Right> notThere =
        all.stream()
            .filter(right -> right.kind() == ResourceType.TOPIC && right.name().equals(topic))
            .filter(right -> !allowed.contains(right.operation()))
            .toList();
    notThere.stream().filter(Right::needed).forEach(lacking::add);
    return notThere.stream().filter(right -> !right.needed()).toList();
  }

  /** Takes down that the program's right on things of a kind is lacking. */
  public void lacks(ResourceType kind) {
    all.stream().filter(right -> right.kind() == kind && right.needed()).forEach(lacking::add);
  }

  /** The command that gives a right. */
  public String command(Right right) {
    return right.command(servers, user);
  }

  /** Who gives a right, and the command that does, as a sentence without its end. */
  public String remedy(Right right) {
    return whoGives("it", "on the broker") + " " + command(right);
  }

  private static String whoGives(String them, String where) {
    return "Who may change rights " + where + " gives " + them + " by:";
  }

  /**
   * What is lacking, with the commands that give it.
   *
   * @param whom who the rights are lacking to, such as {@code this application}
   * @return null when nothing is
   */
  public @Nullable String message(String whom) {
    if (lacking.isEmpty()) {
      return null;
    }
    List<String> commands = new ArrayList<>();
    lacking.forEach(right -> commands.add("  " + command(right)));
    return "the broker at "
        + servers
        + " does not give "
        + whom
        + " the rights it needs: "
        + lacking.stream().map(Right::words).collect(Collectors.joining(", "))
        + ". "
        + whoGives("them", "there")
        + "\n"
        + String.join("\n", commands);
  }
}
