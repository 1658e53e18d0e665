package io.leebert.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.schemas.catalogue.CatalogueKeys;
import io.leebert.schemas.event.CommandType;
import io.leebert.schemas.event.ModelEventType;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which commands are at work, and in which order they come. */
class OpenedTest {

  private final History history = new History();

  @Test
  void commandsComeInTheOrderOfTheControlTopicAndNotOfWhatWasSaidLast() {
    open("second", CommandType.RETRAIN, 7, ModelEventType.ACCEPTED);
    open("third", CommandType.RETRAIN, 20, ModelEventType.ACCEPTED);
    open("first", CommandType.RETRAIN, 3, ModelEventType.PROGRESS);

    assertThat(Opened.all(history.catalogue))
        .extracting(OpenCommand::id)
        .containsExactly("first", "second", "third");
  }

  @Test
  void aCommandThatHasComeToItsEndIsNotOpen() {
    open("done", CommandType.PROMOTE, 1, ModelEventType.DONE);
    open("refused", CommandType.PROMOTE, 2, ModelEventType.REFUSED);
    open("failed", CommandType.RETRAIN, 3, ModelEventType.COMMAND_FAILED);
    open("under-way", CommandType.RETRAIN, 4, ModelEventType.PROGRESS);

    assertThat(Opened.all(history.catalogue))
        .extracting(OpenCommand::id)
        .containsExactly("under-way");
  }

  @Test
  void movesAreThoseOfTheModelThatPutAVersionInService() {
    open("retrain", CommandType.RETRAIN, 1, ModelEventType.ACCEPTED);
    open("back", CommandType.ROLLBACK, 3, ModelEventType.ACCEPTED);
    open("forth", CommandType.PROMOTE, 2, ModelEventType.ACCEPTED);

    assertThat(Opened.moves(history.catalogue, History.MODEL))
        .extracting(OpenCommand::id)
        .containsExactly("forth", "back");
    assertThat(Opened.moves(history.catalogue, "letters")).isEmpty();
    assertThat(Opened.retrainings(history.catalogue))
        .extracting(OpenCommand::id)
        .containsExactly("retrain");
  }

  @Test
  void anEventThatNamesNoCommandOrAnotherIsNoOpenCommand() {
    foreign("nameless", null);
    foreign("stolen", "somebody-else");
    open("ours", CommandType.RETRAIN, 1, ModelEventType.ACCEPTED);

    assertThat(Opened.all(history.catalogue)).extracting(OpenCommand::id).containsExactly("ours");
  }

  @Test
  void ofAForeignEventUnderACommandsKeyOnlyTheIdIsKnown() {
    foreign("foreign", "foreign");

    assertThat(Opened.all(history.catalogue))
        .singleElement()
        .satisfies(
            open -> {
              assertThat(open.id()).isEqualTo("foreign");
              assertThat(open.command().getType()).isEqualTo(CommandType.UNKNOWN);
              assertThat(open.model()).isEqualTo(History.MODEL);
              assertThat(open.provenance()).isEmpty();
              assertThat(open.offset()).isZero();
            });
    assertThat(Opened.retrainings(history.catalogue)).isEmpty();
    assertThat(Opened.moves(history.catalogue, History.MODEL)).isEmpty();
  }

  private void open(String id, CommandType type, long offset, ModelEventType last) {
    OpenCommand open =
        new OpenCommand(
            History.command(id, type, command -> command),
            History.MODEL,
            "1",
            new TreeMap<>(
                Map.of(
                    OpenCommand.COMMAND,
                    CommandJson.write(History.command(id, type, command -> command)),
                    OpenCommand.OFFSET,
                    Long.toString(offset))),
            Map.of());
    history.say(Events.open(open, last, "said"));
  }

  private void foreign(String key, @Nullable String named) {
    history.say(
        new Announcement(
            CatalogueKeys.command(key),
            Events.event(History.MODEL, "1", ModelEventType.ACCEPTED, named).build()));
    assertThat(Objects.requireNonNull(history.catalogue.command(key)).event().getCommandId())
        .isEqualTo(named);
  }
}
