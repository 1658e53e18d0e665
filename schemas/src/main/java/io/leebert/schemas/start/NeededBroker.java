package io.leebert.schemas.start;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.AuthenticationException;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a broker that a program needs and cannot use, with what to do about it.
 *
 * @param servers where it was looked for
 * @param within how long
 */
public record NeededBroker(String servers, Duration within) {

  /** It did not answer, or not to these credentials. */
  public String unusable(Throwable cause) {
    if (cause instanceof AuthenticationException) {
      return "the broker at "
          + servers
          + " does not accept the credentials: "
          + cause.getMessage()
          + ". Check security.protocol, sasl.mechanism, sasl.jaas.config and ssl.*";
    }
    Throwable deeper = cause.getCause();
    String why =
        deeper == null || deeper.getMessage() == null ? "" : " (" + deeper.getMessage() + ")";
    return "no answer from a Kafka broker at "
        + servers
        + " within "
        + within.toSeconds()
        + " s: "
        + cause.getMessage()
        + why
        + ". Check bootstrap.servers, and the security settings if it has any";
  }

  /**
   * It lacks topics.
   *
   * @param missing their names
   * @param settings by the name of a topic the key by which another can be named; of these at least
   * @param partitions how many a topic is to have where it has to be made
   * @param compacted the one that must never forget the last record of a key, and is to have one
   *     partition; null where there is none of the kind
   * @throws IllegalArgumentException naming a topic that no key names
   */
  public String lacks(
      List<String> missing,
      Map<String, String> settings,
      int partitions,
      @Nullable String compacted) {
    return lacks(
        missing.stream()
            .map(
                topic -> {
                  boolean kept = topic.equals(compacted);
                  return new NeededTopic(
                      topic, setting(topic, settings), kept ? 1 : partitions, kept);
                })
            .toList());
  }

  private static String setting(String topic, Map<String, String> settings) {
    String setting = settings.get(topic);
    if (setting == null) {
      throw new IllegalArgumentException("no setting names the topic " + topic);
    }
    return setting;
  }

  private String lacks(List<NeededTopic> missing) {
    return missing.stream()
        .map(
            topic ->
                "\n  "
                    + topic.creation(servers)
                    + "\n  (or name another with "
                    + topic.setting()
                    + ")")
        .collect(
            Collectors.joining(
                "",
                "the broker at "
                    + servers
                    + " has no topic "
                    + missing.stream().map(NeededTopic::name).collect(Collectors.joining(", "))
                    + ". Make it:",
                ""));
  }
}
