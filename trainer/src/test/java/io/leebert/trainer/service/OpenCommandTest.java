package io.leebert.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.catalogue.Entry;
import io.leebert.schemas.event.CommandType;
import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelEventType;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A command is what the last event about it says, and nothing else. */
class OpenCommandTest {

  private final History history = new History();
  private final Entry entry;

  OpenCommandTest() {
    history.receive("a", CommandType.RETRAIN, command -> command.setSettings(Map.of("seed", "7")));
    entry = Objects.requireNonNull(history.catalogue.command("a"));
  }

  private Entry with(String key, String value) {
    Map<String, String> provenance = new HashMap<>(entry.event().getProvenance());
    provenance.put(key, value);
    return new Entry(0, 0, ModelEvent.newBuilder(entry.event()).setProvenance(provenance).build());
  }

  @Test
  void itComesBackAsItWasAccepted() {
    OpenCommand open = OpenCommand.of(entry, "a");

    assertThat(open.command().getType()).isEqualTo(CommandType.RETRAIN);
    assertThat(open.command().getSettings()).isEqualTo(Map.of("seed", "7"));
    assertThat(open.model()).isEqualTo("mails");
    assertThat(open.version()).isEqualTo(entry.event().getModelVersion());
    assertThat(open.offset()).isZero();
  }

  @Test
  void anEventWithoutItsCommandIsNotOneOfOurs() {
    Entry foreign =
        new Entry(0, 0, Events.event("mails", "", ModelEventType.ACCEPTED, "a").build());

    assertThatThrownBy(() -> OpenCommand.of(foreign, "a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("its last event has no provenance \"command\"");
  }

  @Test
  void anotherCommandUnderItsKeyIsNotTakenForIt() {
    assertThatThrownBy(() -> OpenCommand.of(entry, "b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("it is of command a under the key of command b");
  }

  @Test
  void aPlaceThatCannotBeIsRefused() {
    assertThatThrownBy(() -> OpenCommand.of(with(OpenCommand.OFFSET, "-1"), "a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("its offset is -1");
    assertThatThrownBy(() -> OpenCommand.of(with(OpenCommand.OFFSET, "first"), "a"))
        .isInstanceOf(NumberFormatException.class);
    assertThat(Opened.of(with(OpenCommand.OFFSET, "-1"), "a").command().getType())
        .isEqualTo(CommandType.UNKNOWN);
  }

  @Test
  void whatBecomesKnownIsAddedAndChangesNothingElse() {
    OpenCommand open = OpenCommand.of(entry, "a");
    OpenCommand more = open.with(Map.of("made.verdict", "PASSED")).withVersion("9");

    assertThat(more.known("made.verdict")).isEqualTo("PASSED");
    assertThat(more.version()).isEqualTo("9");
    assertThat(more.known(OpenCommand.VERSION)).isEqualTo("9");
    assertThat(more.provenance()).containsKeys("control", OpenCommand.COMMAND);
    assertThat(open.known("made.verdict")).isNull();
    assertThat(more.withScores(Map.of("x", 0.5)).version()).isEqualTo("9");
  }
}
