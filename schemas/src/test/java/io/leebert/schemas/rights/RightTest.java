package io.leebert.schemas.rights;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RightTest {
  private static final Right IDS =
      new Right(
          AclOperation.WRITE, ResourceType.TRANSACTIONAL_ID, "desk-", true, true, "exactly once");

  @ParameterizedTest
  @CsvSource({
    "READ, Read",
    "DESCRIBE_CONFIGS, DescribeConfigs",
    "IDEMPOTENT_WRITE, IdempotentWrite"
  })
  void theCommandSpellsAnOperationAsKafkasToolDoes(AclOperation operation, String spelt) {
    assertThat(Right.needed(operation, ResourceType.TOPIC, "in", "x").options())
        .isEqualTo("--operation " + spelt + " --topic in");
  }

  @Test
  void aRightOnWhatBeginsSoIsGivenAsOne() {
    assertThat(IDS.command("b:9092", "desk"))
        .isEqualTo(
            "kafka-acls.sh --bootstrap-server b:9092 --add --allow-principal User:desk --operation"
                + " Write --transactional-id desk- --resource-pattern-type prefixed");
    assertThat(IDS.words()).isEqualTo("WRITE on transactional ids that begin with desk-");
  }

  @Test
  void anAuthorizerIsGivenTheSameAsTheCommandGives() {
    AccessControlEntry write =
        new AccessControlEntry("User:desk", "*", AclOperation.WRITE, AclPermissionType.ALLOW);
    assertThat(IDS.binding("desk"))
        .isEqualTo(
            new AclBinding(
                new ResourcePattern(ResourceType.TRANSACTIONAL_ID, "desk-", PatternType.PREFIXED),
                write));
    assertThat(Right.useful(AclOperation.WRITE, ResourceType.TOPIC, "out", "x").binding("desk"))
        .isEqualTo(
            new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, "out", PatternType.LITERAL), write));
  }
}
