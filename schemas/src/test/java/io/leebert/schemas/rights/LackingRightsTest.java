package io.leebert.schemas.rights;

import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LackingRightsTest {
  private static final Right MISSED = Right.useful(DESCRIBE_CONFIGS, TOPIC, "out", "its limits");
  private static final List<Right> ALL =
      List.of(
          Right.needed(READ, TOPIC, "in", "events"),
          Right.needed(WRITE, TOPIC, "out", "results"),
          MISSED,
          Right.needed(READ, GROUP, "app", "its share"),
          new Right(WRITE, TRANSACTIONAL_ID, "app-", true, true, "exactly once"));

  private static LackingRights with(String... keysAndValues) {
    Map<String, String> settings = new HashMap<>();
    settings.put("bootstrap.servers", "127.0.0.1:1");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      settings.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return new LackingRights(ALL, settings);
  }

  @Test
  void whereNothingIsLackingNothingIsSaid() {
    LackingRights rights = with();
    assertThat(rights.checkTopic("in", Set.of(READ))).isEmpty();
    assertThat(rights.checkTopic("out", null)).as("the broker does not say").isEmpty();
    assertThat(rights.message("this application")).isNull();
  }

  @Test
  void everyRightThatIsLackingIsNamedWithTheCommandThatGivesIt() {
    LackingRights rights = with();
    assertThat(rights.checkTopic("in", Set.of())).isEmpty();
    assertThat(rights.checkTopic("out", Set.of(READ))).containsExactly(MISSED);
    rights.lacks(GROUP);
    rights.lacks(TRANSACTIONAL_ID);
    String command =
        "  kafka-acls.sh --bootstrap-server 127.0.0.1:1 --add --allow-principal User:NAME ";
    assertThat(rights.message("this application"))
        .isEqualTo(
            "the broker at 127.0.0.1:1 does not give this application the rights it needs: READ on"
                + " topic in, WRITE on topic out, READ on group app, WRITE on transactional ids that"
                + " begin with app-. Who may change rights there gives them by:\n"
                + command
                + "--operation Read --topic in\n"
                + command
                + "--operation Write --topic out\n"
                + command
                + "--operation Read --group app\n"
                + command
                + "--operation Write --transactional-id app- --resource-pattern-type prefixed");
    assertThat(rights.command(MISSED))
        .isEqualTo(command.strip() + " --operation DescribeConfigs --topic out");
    assertThat(rights.remedy(MISSED))
        .isEqualTo(
            "Who may change rights on the broker gives it by: "
                + command.strip()
                + " --operation DescribeConfigs --topic out");
  }

  @Test
  void clientsWithCredentialsOfTheirOwnHaveRightsThatNobodyCanAskFor() {
    assertThat(with("sasl.mechanism", "PLAIN").canBeAsked()).isTrue();
    assertThat(with("producer.linger.ms", "0").canBeAsked()).isTrue();
    for (String key :
        new String[] {
          "producer.sasl.jaas.config", "main.consumer.ssl.keystore.location", "admin.sasl.mechanism"
        }) {
      LackingRights rights = with(key, "x");
      assertThat(rights.canBeAsked()).as(key).isFalse();
      assertThat(rights.checkTopic("in", Set.of())).isEmpty();
      assertThat(rights.message("this application")).isNull();
    }
  }

  @Test
  void theUserIsNamedWhereTheCredentialsNameIt() {
    LackingRights rights =
        with(
            "sasl.jaas.config",
            "org.apache.kafka.common.security.scram.ScramLoginModule required"
                + " username=\"desk\" password=\"hunter2\";");
    rights.lacks(GROUP);
    assertThat(rights.message("this service"))
        .contains("--allow-principal User:desk --operation")
        .doesNotContain("hunter2");
  }

  @Test
  void aTableShowsEveryRightAndWhatItIsFor() {
    assertThat(Right.table(ALL))
        .startsWith("| right | on | what for |\n|---|---|---|\n| `READ` | topic `in` | events |\n")
        .contains(
            "| `WRITE` | transactional ids that begin with `app-` | exactly once |\n",
            "| `DESCRIBE_CONFIGS` | topic `out` | its limits (not required) |\n");
  }
}
