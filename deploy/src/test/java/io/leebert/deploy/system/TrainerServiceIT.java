package io.leebert.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.leebert.deploy.broker.ChildJvm;
import io.leebert.deploy.cli.LeebertRun;
import io.leebert.deploy.traffic.ClientSettings;
import io.leebert.schemas.event.CommandType;
import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelEventType;
import io.leebert.schemas.event.TextEvent;
import io.leebert.schemas.event.WhenBusy;
import io.leebert.schemas.store.S3Server;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a user does with a trainer-service: all commands, good ones and bad ones, on one service.
 */
@ExtendWith(ChaosServices.class)
class TrainerServiceIT {
  private static final Map<String, String> LENIENT = Map.of("margin", "1", "class-margin", "1");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void commandsAreCarriedOutOnceInTheirOrderAndBadOnesAreRefused(ClientSettings clients)
      throws Exception {
    try (TrainerDesk desk = TrainerDesk.create(clients, folder)) {
      desk.sendRaw("RETRAIN".getBytes(StandardCharsets.UTF_8));
      desk.sendForeign(new TextEvent("hello", null, null));
      desk.sendRaw(null);
      desk.send(" ", CommandType.RETRAIN, command -> command);
      Path hold = Files.createFile(folder.resolve("hold"));
      ChildJvm service = desk.startReady("service", HeldTrainer.trainingWhile(hold), Map.of());
      desk.promoteTheFirst();
      assertThat(desk.inService()).isEqualTo("1");
      for (int offset = 0; offset < 4; offset++) {
        assertThat(desk.last(desk.control + "-0@" + offset).getType())
            .isEqualTo(ModelEventType.REFUSED);
      }
      patienceIsChecked(desk);
      desk.label(240, 1);
      oneThatRunsIsReplacedAndCancelled(desk);
      Files.delete(hold);
      aRetrainingIsPromotedAndRolledBack(desk);
      aWorseOneIsRejected(desk);
      oneThatIsShutOutTakesItsTurnAgain(desk, service);
    }
  }

  @Test
  void whatKeepsItFromStartingIsSaidWithTheRemedy(ClientSettings clients) throws Exception {
    try (TrainerDesk desk = TrainerDesk.create(clients, folder)) {
      assertThat(refusal(desk, "leebert.control.topic", "no-such-topic"))
          .contains("has no topic no-such-topic", "--create --topic no-such-topic --partitions 1");
      assertThat(refusal(desk, "leebert.control.topic", desk.labelled))
          .contains(desk.labelled + " has 2 partitions, expected 1");
      assertThat(refusal(desk, "leebert.models.topic", desk.plain))
          .contains("cleanup.policy=delete, expected compact", "kafka-configs.sh");
      assertThat(refusal(desk, "schema.registry.url", "http://127.0.0.1:1"))
          .contains("cannot write model events", "Check schema.registry.url");
    }
  }

  @Test
  void aStoreThatGoesAwayFailsWhatNeedsItAndHoldsUpNothingElse(ClientSettings clients)
      throws Exception {
    S3Server store = S3Server.start().bucket("models");
    boolean gone = false;
    try (TrainerDesk desk = TrainerDesk.create(clients, folder)) {
      Map<String, String> settings = new HashMap<>(store.settings());
      settings.put("leebert.store.uri", "s3://models/served");
      settings.put("leebert.trainer.store.wait.ms", "2000");
      desk.environment(store.environment());
      desk.startReady("service", settings);
      desk.promoteTheFirst();
      ModelEvent first =
          Objects.requireNonNull(desk.catalogue().current(TrainerDesk.MODEL)).event();
      assertThat(first.getUri()).startsWith("s3://models/served/tiny/1");

      gone = true;
      store.close();
      Path second = TinyBundle.version("2", folder.resolve("second"));
      desk.send("second", CommandType.PROMOTE, command -> command.setUri(second.toString()));
      desk.send("pin", CommandType.SET_PATIENCE, command -> command.setPatience(2));
      assertThat(desk.awaitEnd("pin").getType()).isEqualTo(ModelEventType.DONE);
      ModelEvent failed = desk.awaitEnd("second");
      assertThat(failed.getType()).as(desk.services()).isEqualTo(ModelEventType.COMMAND_FAILED);
      assertThat(failed.getMessage()).contains("s3://models/served/tiny/2");
      assertThat(desk.inService()).isEqualTo("1");
    } finally {
      if (!gone) {
        store.close();
      }
    }
  }

  /** In this process: what is wrong shows before anything is started. */
  private static String refusal(TrainerDesk desk, String key, String value) throws Exception {
    Map<String, String> settings =
        Map.of(key, value, "leebert.labelled.topic", "not-there-yet", "max.retries", "0");
    Path config = desk.config("refused", settings);
    LeebertRun run = LeebertRun.of("trainer-service", "--config", config.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).startsWith("leebert trainer-service: ");
    assertThat(run.out()).isEmpty();
    return run.err();
  }

  private static void patienceIsChecked(TrainerDesk desk) {
    desk.send("deep", CommandType.SET_PATIENCE, command -> command.setPatience(5));
    desk.send("pin", CommandType.SET_PATIENCE, command -> command.setPatience(2));
    assertThat(desk.awaitEnd("pin").getType()).isEqualTo(ModelEventType.DONE);
    assertThat(desk.last("deep").getType()).isEqualTo(ModelEventType.REFUSED);
    assertThat(desk.last("deep").getMessage()).contains("patience is 5", "0 to 4");
    assertThat(
            Objects.requireNonNull(desk.catalogue().patience(TrainerDesk.MODEL))
                .event()
                .getPatience())
        .isEqualTo(2);
  }

  private static void aRetrainingIsPromotedAndRolledBack(TrainerDesk desk) {
    desk.labelNothing();
    desk.send("retrain", CommandType.RETRAIN, command -> command.setSettings(LENIENT));
    ModelEvent done = desk.awaitEnd("retrain");
    assertThat(done.getType())
        .as("%s\n%s", done.getMessage(), desk.services())
        .isEqualTo(ModelEventType.DONE);
    assertThat(done.getProvenance())
        .containsEntry("outcome", "promoted")
        .containsEntry("parent", "1")
        .containsEntry("data.to", "0=169,1=168");
    assertThat(done.getMessage()).contains("1 record could not be read", desk.labelled + "-0@168");
    assertThat(done.getScores()).isNotEmpty();
    String made = done.getModelVersion();
    assertThat(desk.inService()).isEqualTo(made);
    assertThat(desk.store().resolve(TrainerDesk.MODEL).resolve(made)).isDirectory();

    desk.send("retrain", CommandType.RETRAIN, command -> command.setSettings(LENIENT));
    desk.send("back", CommandType.ROLLBACK, command -> command);
    assertThat(desk.awaitEnd("back").getType()).isEqualTo(ModelEventType.DONE);
    assertThat(desk.inService()).isEqualTo("1");
    assertThat(desk.history())
        .filteredOn(event -> "retrain".equals(event.getCommandId()))
        .filteredOn(event -> event.getType() != ModelEventType.PROGRESS)
        .extracting(ModelEvent::getType, ModelEvent::getModelVersion)
        .as("delivered twice, carried out once")
        .containsExactly(
            tuple(ModelEventType.ACCEPTED, made),
            tuple(ModelEventType.CANDIDATE, made),
            tuple(ModelEventType.PROMOTED, made),
            tuple(ModelEventType.DONE, made));
  }

  private static void aWorseOneIsRejected(TrainerDesk desk) {
    // Steps so large that nothing of what was learned is left.
    desk.send(
        "worse",
        CommandType.RETRAIN,
        command -> command.setSettings(Map.of("learning-rate", "0.05")));
    ModelEvent done = desk.awaitEnd("worse");
    assertThat(done.getProvenance())
        .as("%s\n%s", done.getMessage(), desk.services())
        .containsEntry("outcome", "rejected");
    assertThat(desk.inService()).isEqualTo("1");
    assertThat(
            Objects.requireNonNull(
                    desk.catalogue().version(TrainerDesk.MODEL, done.getModelVersion()))
                .event()
                .getType())
        .isEqualTo(ModelEventType.REJECTED);
  }

  private static void oneThatRunsIsReplacedAndCancelled(TrainerDesk desk) {
    desk.send("long", CommandType.RETRAIN, command -> command);
    desk.send("waits", CommandType.RETRAIN, command -> command);
    ModelEvent progress =
        desk.await(
            "long",
            event -> event.getType() == ModelEventType.PROGRESS && event.getProgress() != null);
    assertThat(progress.getMessage()).isNotBlank();
    assertThat(progress.getProvenance()).containsKeys("command", "data.to", "version");

    desk.send("auto", CommandType.SET_PATIENCE, command -> command);
    assertThat(desk.awaitEnd("auto").getType())
        .as("while it trains")
        .isEqualTo(ModelEventType.DONE);
    assertThat(desk.catalogue().ended("long")).isFalse();
    assertThat(desk.last("waits").getMessage()).contains("comes after command long");

    desk.send("instead", CommandType.RETRAIN, command -> command.setWhenBusy(WhenBusy.REPLACE));
    assertThat(desk.awaitEnd("long").getMessage()).isEqualTo("replaced by command instead");
    assertThat(desk.awaitEnd("waits").getType()).isEqualTo(ModelEventType.CANCELLED);
    desk.send("stop", CommandType.CANCEL, command -> command);
    assertThat(desk.awaitEnd("stop").getType()).isEqualTo(ModelEventType.DONE);
    assertThat(desk.awaitEnd("instead").getType()).isEqualTo(ModelEventType.CANCELLED);
    assertThat(desk.catalogue().openCommands()).isEmpty();
  }

  private static void oneThatIsShutOutTakesItsTurnAgain(TrainerDesk desk, ChildJvm service) {
    desk.fence();
    desk.send("after", CommandType.SET_PATIENCE, command -> command.setPatience(3));
    assertThat(desk.awaitEnd("after").getType()).isEqualTo(ModelEventType.DONE);
    assertThat(ServedTopics.text(service.log())).contains("waiting for my turn");
  }
}
