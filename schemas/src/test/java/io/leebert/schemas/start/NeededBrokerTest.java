package io.leebert.schemas.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class NeededBrokerTest {
  private final NeededBroker broker = new NeededBroker("kafka:9092", Duration.ofSeconds(15));

  @Test
  void oneThatDoesNotAnswerIsNamedWithHowLongItWasWaitedFor() {
    assertThat(broker.unusable(new TimeoutException("no node assigned")))
        .isEqualTo(
            "no answer from a Kafka broker at kafka:9092 within 15 s: no node assigned."
                + " Check bootstrap.servers, and the security settings if it has any");
  }

  @Test
  void aReasonBelowTheReasonIsSaidToo() {
    KafkaException failure =
        new KafkaException("cannot make a client", new IllegalArgumentException("no such host"));
    assertThat(broker.unusable(failure)).contains(": cannot make a client (no such host). Check");
  }

  @Test
  void aReasonBelowTheReasonThatSaysNothingIsLeftOut() {
    KafkaException failure = new KafkaException("closed", new IllegalStateException());
    assertThat(broker.unusable(failure)).contains(": closed. Check").doesNotContain("null");
  }

  @Test
  void oneThatRefusesTheCredentialsIsNotTakenForOneThatIsAway() {
    assertThat(broker.unusable(new SaslAuthenticationException("wrong password")))
        .isEqualTo(
            "the broker at kafka:9092 does not accept the credentials: wrong password."
                + " Check security.protocol, sasl.mechanism, sasl.jaas.config and ssl.*");
    assertThat(broker.unusable(new SslAuthenticationException("handshake failed")))
        .startsWith("the broker at kafka:9092 does not accept the credentials: handshake failed");
  }

  @Test
  void everyTopicThatIsMissingComesWithTheCommandThatMakesItAndTheKeyThatNamesAnother() {
    String said =
        broker.lacks(
            List.of("texts", "versions"),
            Map.of(
                "versions", "leebert.models.topic",
                "answers", "leebert.output.topic",
                "texts", "leebert.input.topic"),
            12,
            "versions");
    assertThat(said.lines())
        .containsExactly(
            "the broker at kafka:9092 has no topic texts, versions. Make it:",
            "  kafka-topics.sh --bootstrap-server kafka:9092 --create --topic texts --partitions 12",
            "  (or name another with leebert.input.topic)",
            "  kafka-topics.sh --bootstrap-server kafka:9092 --create --topic versions"
                + " --partitions 1 --config cleanup.policy=compact",
            "  (or name another with leebert.models.topic)");
  }

  @Test
  void whereNoneIsCompactedAllGetTheSameNumberOfPartitions() {
    Map<String, String> settings = Map.of("a", "key.of.a", "b", "key.of.b");
    assertThat(broker.lacks(List.of("a", "b"), settings, 3, null))
        .contains("--topic a --partitions 3\n", "--topic b --partitions 3\n")
        .doesNotContain("cleanup.policy");
  }

  @Test
  void aCompactedTopicThatIsThereIsNotSpokenOf() {
    Map<String, String> settings = Map.of("a", "key.of.a", "b", "key.of.b");
    assertThat(broker.lacks(List.of("a"), settings, 3, "b"))
        .startsWith("the broker at kafka:9092 has no topic a. Make it:")
        .doesNotContain("compact", "key.of.b");
  }

  @Test
  void aTopicThatNobodyCanNameAnotherForIsAMistakeOfTheProgram() {
    assertThatThrownBy(() -> broker.lacks(List.of("a"), Map.of("b", "key.of.b"), 1, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no setting names the topic a");
  }
}
