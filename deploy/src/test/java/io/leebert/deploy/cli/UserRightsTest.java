package io.leebert.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.deploy.traffic.ClientSettings;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class UserRightsTest {
  private static final ClientSettings ANNA =
      new ClientSettings(
          "broker:9093",
          "http://registry",
          Map.of("sasl.jaas.config", "module required username=\"anna\" password=\"secret\";"));

  @Test
  void aRightThatIsLackingIsNamedWithTheCommandThatGivesIt() {
    KafkaException failure =
        new KafkaException("cannot read", new TopicAuthorizationException(Set.of("predictions")));

    assertThat(UserRights.explain(failure, ANNA, UserRights.consume("predictions")))
        .startsWith("the broker at broker:9093 does not give this user the rights it needs: ")
        .contains("READ on topic predictions")
        .endsWith(
            "kafka-acls.sh --bootstrap-server broker:9093 --add --allow-principal User:anna"
                + " --operation Read --topic predictions")
        .doesNotContain("secret");
  }

  @Test
  void ofACommandOnlyTheTopicThatWasRefusedIsNamed() {
    TopicAuthorizationException failure = new TopicAuthorizationException(Set.of("control"));

    assertThat(UserRights.explain(failure, ANNA, UserRights.control("control", "models")))
        .contains("WRITE on topic control")
        .doesNotContain("models");
  }

  @Test
  void aProducerThatMayWriteToNoTopicAtAllIsToldWhichOneItNeeds() {
    KafkaException failure =
        new KafkaException("cannot write", new ClusterAuthorizationException("idempotent"));

    assertThat(UserRights.explain(failure, ANNA, UserRights.produce("text-events")))
        .contains("WRITE on topic text-events", "--operation Write --topic text-events");
  }

  @Test
  void anythingElseIsSaidAsItSaysItself() {
    KafkaException failure =
        new KafkaException("cannot write", new IllegalStateException("the disk is full"));

    assertThat(UserRights.explain(failure, ANNA, UserRights.produce("text-events")))
        .isEqualTo("cannot write: the disk is full");
    assertThat(
            UserRights.explain(
                new TopicAuthorizationException(Set.of("another")),
                ANNA,
                UserRights.produce("text-events")))
        .contains("another")
        .doesNotContain("kafka-acls");
  }
}
