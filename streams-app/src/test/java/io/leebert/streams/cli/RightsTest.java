package io.leebert.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.streams.fixture.Settings;
import org.junit.jupiter.api.Test;

class RightsTest {

  @Test
  void whereNothingIsLackingNothingIsSaid() {
    assertThatCode(() -> new Rights(Settings.with()).check()).doesNotThrowAnyException();
  }

  @Test
  void everyRightThatIsLackingIsNamedWithTheCommandThatGivesIt() {
    Rights rights = new Rights(Settings.with());
    rights.lacksRead("in");
    rights.lacksWrite("out");
    rights.lacksGroup();
    rights.lacksTransactions();
    String command =
        "  kafka-acls.sh --bootstrap-server 127.0.0.1:1 --add --allow-principal User:NAME ";
    assertThatThrownBy(rights::check)
        .isInstanceOf(StartException.class)
        .hasMessage(
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
  }

  @Test
  void clientsWithCredentialsOfTheirOwnHaveRightsThatNobodyCanAskFor() {
    assertThat(new Rights(Settings.with("sasl.mechanism", "PLAIN")).canBeAsked()).isTrue();
    assertThat(new Rights(Settings.with("producer.linger.ms", "0")).canBeAsked()).isTrue();
    for (String key :
        new String[] {
          "producer.sasl.jaas.config", "main.consumer.ssl.keystore.location", "admin.sasl.mechanism"
        }) {
      assertThat(new Rights(Settings.with(key, "x")).canBeAsked()).as(key).isFalse();
    }
  }

  @Test
  void theUserIsNamedWhereTheCredentialsNameIt() {
    Rights rights =
        new Rights(
            Settings.with(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required"
                    + " username=\"desk\" password=\"hunter2\";"));
    rights.lacksRead("in");
    assertThatThrownBy(rights::check)
        .hasMessageContaining("--allow-principal User:desk --operation")
        .hasMessageNotContaining("hunter2");
  }
}
