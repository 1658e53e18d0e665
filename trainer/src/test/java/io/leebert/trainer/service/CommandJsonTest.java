package io.leebert.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.event.CommandType;
import io.leebert.schemas.event.ControlCommand;
import io.leebert.schemas.event.RetrainData;
import io.leebert.schemas.event.WhenBusy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandJsonTest {

  @Test
  void everyFieldComesBack() {
    ControlCommand command =
        ControlCommand.newBuilder()
            .setCommandId("a \"quoted\" id")
            .setType(CommandType.RETRAIN)
            .setModel("mails")
            .setModelVersion("1")
            .setPatience(1)
            .setPatienceMin(2)
            .setPatienceMax(3)
            .setUri("s3://bucket/x")
            .setCancels("b")
            .setWhenBusy(WhenBusy.REPLACE)
            .setData(
                RetrainData.newBuilder()
                    .setTopic("")
                    .setFromOffsets(Map.of("0", 5L))
                    .setFromTimestamp(Instant.ofEpochMilli(1_764_000_000_123L))
                    .setFiles(List.of("/data/a.csv", "/data/b"))
                    .build())
            .setSettings(Map.of("epochs", "3"))
            .setIssuedBy("anna")
            .build();
    assertThat(command.getSchema().getFields()).as("fields that this test sets").hasSize(13);

    assertThat(CommandJson.read(CommandJson.write(command))).isEqualTo(command);
  }

  @Test
  void whatAnOlderServiceDidNotWriteIsNotSaid() {
    ControlCommand command = CommandJson.read("{\"commandId\":\"a\",\"type\":\"RETRAIN\"}");

    assertThat(command).isEqualTo(History.command("a", CommandType.RETRAIN, builder -> builder));
  }

  @Test
  void whatANewerServiceWroteIsLeftOut() {
    assertThat(CommandJson.read("{\"commandId\":\"a\",\"type\":\"DANCE\",\"x\":1}").getType())
        .isEqualTo(CommandType.UNKNOWN);
    assertThatThrownBy(() -> CommandJson.read("no JSON"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
