package io.leebert.streams.cli;

import io.leebert.streams.configuration.ServeSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rights that the application lacks on the broker, in words and with the commands for them. */
final class Rights {
  private static final Logger LOG = LoggerFactory.getLogger(Rights.class);
  private static final Pattern USER = Pattern.compile("\\busername\\s*=\\s*[\"']?([^\"'\\s;]+)");

  /** Clients with credentials of their own: what the admin client may do says nothing of them. */
  private static final Pattern OWN_CREDENTIALS =
      Pattern.compile("(main\\.consumer|consumer|producer|admin)\\.(sasl|ssl|security)\\..*");

  private final Map<String, String> lacking = new LinkedHashMap<>();
  private final String servers;
  private final String application;
  private final String principal;
  private final boolean oneUser;

  Rights(ServeSettings settings) {
    servers = String.valueOf(settings.streams().get(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG));
    application = String.valueOf(settings.streams().get(StreamsConfig.APPLICATION_ID_CONFIG));
    principal = principal(settings.streams().get("sasl.jaas.config"));
    oneUser = settings.streams().keySet().stream().noneMatch(OWN_CREDENTIALS.asMatchPredicate());
  }

  /** The name only; without one that can be seen, a place for it. */
  private static String principal(@Nullable Object jaas) {
    Matcher user = USER.matcher(String.valueOf(jaas));
    return user.find() ? user.group(1) : "NAME";
  }

  /** Whether the broker can be asked: it answers for the user of the client that asks. */
  boolean canBeAsked() {
    return oneUser;
  }

  /** The application may not read a topic. */
  void lacksRead(String topic) {
    lacking.put("READ on topic " + topic, "--operation Read --topic " + topic);
  }

  /** The application may not write to a topic. */
  void lacksWrite(String topic) {
    lacking.put("WRITE on topic " + topic, writing(topic));
  }

  /** The application may not say on a topic what it serves, which it can do without. */
  void lacksReports(String topic) {
    LOG.warn(
        "no right to write to {}: what this instance serves is said in its log only. Who may change"
            + " rights on the broker gives it by: {}",
        topic,
        command(writing(topic)));
  }

  private static String writing(String topic) {
    return "--operation Write --topic " + topic;
  }

  /** The application may not be a member of its group. */
  void lacksGroup() {
    lacking.put("READ on group " + application, "--operation Read --group " + application);
  }

  /** The application may not write in transactions of its own. */
  void lacksTransactions() {
    lacking.put(
        "WRITE on transactional ids that begin with " + application + "-",
        "--operation Write --transactional-id "
            + application
            + "- --resource-pattern-type prefixed");
  }

  /**
   * Ends the start when anything is lacking.
   *
   * @throws StartException naming every right that is lacking and the command that gives it
   */
  void check() {
    if (lacking.isEmpty()) {
      return;
    }
    List<String> commands = new ArrayList<>();
    lacking.forEach((right, options) -> commands.add("  " + command(options)));
    throw new StartException(
        "the broker at "
            + servers
            + " does not give this application the rights it needs: "
            + String.join(", ", lacking.keySet())
            + ". Who may change rights there gives them by:\n"
            + String.join("\n", commands));
  }

  private String command(String options) {
    return "kafka-acls.sh --bootstrap-server "
        + servers
        + " --add --allow-principal User:"
        + principal
        + " "
        + options;
  }
}
