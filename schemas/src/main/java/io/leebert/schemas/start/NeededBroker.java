package io.leebert.schemas.start;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.AuthenticationException;

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

  /** It lacks these topics. */
  public String lacks(List<NeededTopic> missing) {
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
