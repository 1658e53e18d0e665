package io.leebert.trainer.service;

import static io.leebert.schemas.event.CommandType.CANCEL;
import static io.leebert.schemas.event.CommandType.PROMOTE;
import static io.leebert.schemas.event.CommandType.RETRAIN;
import static io.leebert.schemas.event.CommandType.ROLLBACK;
import static io.leebert.schemas.event.CommandType.SET_PATIENCE;
import static io.leebert.schemas.event.CommandType.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.catalogue.CatalogueKeys;
import io.leebert.schemas.event.CommandType;
import io.leebert.schemas.event.ControlCommand;
import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelEventType;
import io.leebert.schemas.event.WhenBusy;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeciderTest {
  private final History history = new History();

  private void assertRefused(
      CommandType type, UnaryOperator<ControlCommand.Builder> more, String... parts) {
    String id = "refused-" + history.said.size();
    Decision decision = history.receive(id, type, more);
    assertThat(decision.announcements()).hasSize(1);
    assertThat(history.last(id).getType()).isEqualTo(ModelEventType.REFUSED);
    assertThat(history.last(id).getMessage()).contains(parts);
  }

  @Test
  void aRetrainingIsAcceptedWithAllThatItResolvesTo() {
    history.receive("a", RETRAIN, command -> command.setSettings(Map.of("epochs", "3")));

    ModelEvent accepted = history.last("a");
    assertThat(accepted.getType()).isEqualTo(ModelEventType.ACCEPTED);
    assertThat(accepted.getModel()).isEqualTo("mails");
    assertThat(accepted.getModelVersion()).matches("20251124-160000-[0-9a-f]{6}");
    assertThat(accepted.getProvenance())
        .containsEntry("data.topic", "labelled-events")
        .containsEntry("data.from", "0=3")
        .containsEntry("data.to", "0=9")
        .containsEntry("control", "control-0@0")
        .containsEntry("version", accepted.getModelVersion());
    assertThat(history.open("a").command().getSettings()).containsEntry("epochs", "3");
  }

  @Test
  void aCommandThatIsDeliveredAgainChangesNothingWhetherOpenOrEnded() {
    history.version(ModelEventType.PROMOTED, "1");
    history.receive("a", RETRAIN);
    history.receive("b", SET_PATIENCE, command -> command.setPatience(2));
    history.receive("c", ROLLBACK);
    int before = history.said.size();

    for (CommandType type : new CommandType[] {RETRAIN, SET_PATIENCE, ROLLBACK}) {
      for (String id : new String[] {"a", "b", "c"}) {
        assertThat(history.receive(id, type)).isEqualTo(Decision.NOTHING);
      }
    }
    assertThat(history.said).hasSize(before);
  }

  @Test
  void theVersionToBeMadeFollowsFromTheCommandAlone() {
    Received once = new Received("a", null, "", "control-0@1", 1, 1_764_000_000_000L);
    Received other = new Received("b", null, "", "control-0@1", 1, 1_764_000_000_000L);

    assertThat(Versions.toMake(once)).isEqualTo(Versions.toMake(once));
    assertThat(Versions.toMake(once)).isNotEqualTo(Versions.toMake(other));
  }

  @Test
  void whatCannotBeReadIsRefusedUnderItsPlace() {
    history.receive(new Received("control-0@17", null, "no Avro", "control-0@17", 17, 0));

    assertThat(history.last("control-0@17").getType()).isEqualTo(ModelEventType.REFUSED);
    assertThat(history.last("control-0@17").getMessage()).isEqualTo("no Avro");
  }

  @Test
  void commandsThatMakeNoSenseAreRefusedWithWhatWasFoundAndExpected() {
    history.version(ModelEventType.CANDIDATE, "1");
    assertRefused(UNKNOWN, command -> command, "UNKNOWN", "expected RETRAIN");
    assertRefused(
        RETRAIN, command -> command.setModel("mials"), "no model mials", "known are mails");
    assertRefused(
        RETRAIN, command -> command.setSettings(Map.of("epoch", "1")), "did you mean epochs?");
    assertRefused(PROMOTE, command -> command, "neither modelVersion nor uri", "1 (CANDIDATE)");
    assertRefused(PROMOTE, command -> command.setModelVersion("9"), "no version 9", "known are 1");
    assertRefused(ROLLBACK, command -> command, "no version of model mails is in service");
    assertRefused(CANCEL, command -> command, "no retraining is open");
    assertRefused(CANCEL, command -> command.setCancels("x"), "no command x");
  }

  @Test
  void patienceMustBeWithinTheLayersOfTheVersionInService() {
    history.version(ModelEventType.PROMOTED, "1");
    assertRefused(SET_PATIENCE, command -> command.setPatience(5), "patience is 5", "0 to 4");
    assertRefused(SET_PATIENCE, command -> command.setPatience(-1), "patience is -1");
    assertRefused(SET_PATIENCE, command -> command.setPatienceMax(9), "patienceMax is 9");
    assertRefused(
        SET_PATIENCE,
        command -> command.setPatienceMin(3).setPatienceMax(2),
        "patienceMax is 2",
        "patienceMin, which is 3");
    assertRefused(
        SET_PATIENCE, command -> command.setPatience(1).setPatienceMin(1), "both patience and");
    assertThat(history.catalogue.patience("mails")).isNull();
  }

  @Test
  void patienceIsPinnedBoundedAndSetFreeAgain() {
    history.version(ModelEventType.PROMOTED, "1");
    history.receive("pin", SET_PATIENCE, command -> command.setPatience(2));
    assertThat(patience().getPatience()).isEqualTo(2);
    assertThat(history.last("pin").getType()).isEqualTo(ModelEventType.DONE);

    history.receive("range", SET_PATIENCE, command -> command.setPatienceMin(1).setPatienceMax(3));
    assertThat(patience().getPatience()).isNull();
    assertThat(patience().getPatienceMin()).isEqualTo(1);
    assertThat(patience().getPatienceMax()).isEqualTo(3);

    history.receive("auto", SET_PATIENCE);
    assertThat(patience().getPatienceMax()).isNull();
    assertThat(history.last("auto").getMessage()).contains("follows the load");
  }

  private ModelEvent patience() {
    return Objects.requireNonNull(history.catalogue.patience("mails")).event();
  }

  @Test
  void rollbackGoesToTheVersionBeforeUnlessOneIsNamed() {
    history.version(ModelEventType.PROMOTED, "1");
    assertRefused(ROLLBACK, command -> command, "none before it");
    history.version(ModelEventType.PROMOTED, "2").version(ModelEventType.REJECTED, "3");
    assertRefused(ROLLBACK, command -> command.setModelVersion("2"), "2", "is in service");
    assertRefused(
        ROLLBACK, command -> command.setModelVersion("3"), "REJECTED", "never in service");

    history.receive("back", ROLLBACK);
    history.say(Outcomes.returning(history.catalogue, history.open("back")));

    assertThat(history.open("back").version()).isEqualTo("1");
    assertThat(history.open("back").known(OpenCommand.VERSION)).isEqualTo("1");
  }

  @Test
  void whatARollbackGoesBackToIsDecidedAfterThePromotionThatIsUnderWay() {
    history.version(ModelEventType.PROMOTED, "1").version(ModelEventType.CANDIDATE, "2");
    history.receive("forth", PROMOTE, command -> command.setModelVersion("2"));
    history.receive("back", ROLLBACK);
    history.receive("named", ROLLBACK, command -> command.setModelVersion("1"));
    assertThat(history.last("back").getType()).isEqualTo(ModelEventType.ACCEPTED);
    assertThat(history.last("named").getType()).isEqualTo(ModelEventType.ACCEPTED);

    history.say(Outcomes.promoted(history.catalogue, history.open("forth")));
    history.say(Outcomes.returning(history.catalogue, history.open("back")));
    history.say(Outcomes.rolledBack(history.catalogue, history.open("back")));
    history.say(Outcomes.rolledBack(history.catalogue, history.open("named")));

    assertThat(history.inService()).isEqualTo("1");
    assertThat(history.last("back").getMessage()).contains("rolled back from 2");
    assertThat(history.last("named").getMessage()).contains("in service already");
  }

  @Test
  void aRollbackBehindAPromotionThatFailedIsRefusedWhereThereIsNoneBefore() {
    history.version(ModelEventType.PROMOTED, "1").version(ModelEventType.CANDIDATE, "2");
    history.receive("forth", PROMOTE, command -> command.setModelVersion("2"));
    history.receive("back", ROLLBACK);
    history.say(Outcomes.failed(history.open("forth"), "its bundle is gone"));

    history.say(Outcomes.returning(history.catalogue, history.open("back")));

    assertThat(history.last("back").getType()).isEqualTo(ModelEventType.REFUSED);
    assertThat(history.last("back").getMessage()).contains("none before it");
  }

  @Test
  void whatOthersWroteUnderTheKeysOfCommandsKeepsNobodyFromWork() {
    history.receive("a", RETRAIN);
    Map<String, String> sound = history.last("a").getProvenance();
    String json = Objects.requireNonNull(sound.get(OpenCommand.COMMAND));
    foreign(
        "b",
        "b",
        Map.of(OpenCommand.COMMAND, json.replace("\"a\"", "\"b\""), OpenCommand.OFFSET, "soon"));
    foreign(
        "c",
        "c",
        Map.of(
            OpenCommand.COMMAND,
            "{\"commandId\":\"c\",\"data\":{\"fromTimestamp\":\"yesterday\"}}"));
    foreign("d", "d", Map.of(OpenCommand.COMMAND, json));
    foreign("e", null, sound);
    foreign("f", "a", sound);

    assertThat(Opened.all(history.catalogue))
        .extracting(OpenCommand::id)
        .containsExactlyInAnyOrder("a", "b", "c", "d");
    assertThat(Opened.retrainings(history.catalogue))
        .extracting(OpenCommand::id)
        .containsExactly("a");
  }

  private void foreign(String key, @Nullable String id, Map<String, String> provenance) {
    history.say(
        new Announcement(
            CatalogueKeys.command(key),
            Events.event("mails", "", ModelEventType.ACCEPTED, id)
                .setProvenance(provenance)
                .build()));
  }

  @Test
  void aSecondRetrainingWaitsOrReplacesAsItAsks() {
    history.receive("a", RETRAIN);
    history.receive("b", RETRAIN);
    assertThat(history.last("b").getMessage()).isEqualTo("accepted, comes after command a");

    Decision replaced = history.receive("c", RETRAIN, c -> c.setWhenBusy(WhenBusy.REPLACE));

    assertThat(replaced.ends()).containsExactlyInAnyOrder("a", "b");
    assertThat(history.last("a").getType()).isEqualTo(ModelEventType.CANCELLED);
    assertThat(history.last("b").getMessage()).isEqualTo("replaced by command c");
    assertThat(history.last("c").getType()).isEqualTo(ModelEventType.ACCEPTED);
    assertThat(Opened.retrainings(history.catalogue))
        .extracting(OpenCommand::id)
        .containsExactly("c");
  }

  @Test
  void cancelEndsTheOneThatRunsOrTheOneItNames() {
    history.receive("a", RETRAIN);
    history.receive("b", RETRAIN);
    history.receive("d", RETRAIN);

    Decision running = history.receive("x", CANCEL);
    Decision named = history.receive("y", CANCEL, command -> command.setCancels("d"));

    assertThat(running.ends()).containsExactly("a");
    assertThat(named.ends()).containsExactly("d");
    assertThat(history.last("d").getType()).isEqualTo(ModelEventType.CANCELLED);
    assertThat(history.last("y").getType()).isEqualTo(ModelEventType.DONE);
    assertRefused(CANCEL, command -> command.setCancels("a"), "come to its end", "CANCELLED");
    assertThat(Opened.retrainings(history.catalogue))
        .extracting(OpenCommand::id)
        .containsExactly("b");
  }

  @Test
  void aBrokerThatDoesNotAnswerIsNoReasonToRefuse() {
    History away =
        new History(
            data -> {
              throw new TimeoutException("no answer");
            });
    assertThatThrownBy(() -> away.receive("a", RETRAIN)).isInstanceOf(TimeoutException.class);
    assertThat(away.said).isEmpty();
  }

  @Test
  void aTopicThatIsNeverAnsweredForEndsItsCommandAndNotTheNext() {
    Decider decider = new Decider("mails", data -> History.plan(), settings -> {});
    Received received =
        new Received(
            "a", History.command("a", RETRAIN, c -> c), "", "control-0@0", 0, 1_764_000_000_000L);

    history.say(decider.undecidable(received, new TimeoutException("no leader of topic x")));

    assertThat(history.last("a").getType()).isEqualTo(ModelEventType.COMMAND_FAILED);
    assertThat(history.last("a").getMessage()).contains("no leader of topic x");
  }

  @Test
  void dataThatIsNotThereIsRefused() {
    History without =
        new History(
            data -> {
              throw new RefusedException("there is no topic x");
            });
    without.receive("a", RETRAIN);
    assertThat(without.last("a").getMessage()).isEqualTo("there is no topic x");
  }

  @Test
  void aCommandTooLargeForItsEventsIsRefusedWithoutRepeatingIt() {
    history.receive("a", RETRAIN, command -> command.setIssuedBy("\u20ac".repeat(70_000)));

    assertThat(history.last("a").getType()).isEqualTo(ModelEventType.REFUSED);
    assertThat(history.last("a").getMessage()).contains("expected at most 200000");
    assertThat(history.last("a").getProvenance()).isEmpty();
  }

  @Test
  void noCommandKeepsTheNextOneFromBeingDecidedOn() {
    History failing =
        new History(
            data -> {
              throw new IllegalStateException("not thought of");
            });
    failing.receive("a", RETRAIN);
    assertThat(failing.last("a").getType()).isEqualTo(ModelEventType.REFUSED);
    assertThat(failing.last("a").getMessage()).contains("not thought of");
  }
}
