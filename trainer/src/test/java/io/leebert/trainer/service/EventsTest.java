package io.leebert.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.schemas.catalogue.CatalogueKeys;
import io.leebert.schemas.event.CommandType;
import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelEventType;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is said of commands and versions, and that it always fits. */
class EventsTest {

  private final OpenCommand open = open(Map.of("x", 0.5));

  private static OpenCommand open(Map<String, Double> scores) {
    History history = new History();
    history.receive("a", CommandType.RETRAIN);
    OpenCommand accepted = history.open("a");
    return new OpenCommand(
        accepted.command(), accepted.model(), accepted.version(), accepted.provenance(), scores);
  }

  @Test
  void progressWithoutNewScoresKeepsTheLastOnes() {
    ModelEvent waiting = Events.progress(open, Progress.waiting("waiting for the store")).event();
    ModelEvent training =
        Events.progress(open, new Progress("training", 0.25, 90.0, Map.of("last", 0.7))).event();

    assertThat(waiting.getScores()).isEqualTo(Map.of("x", 0.5));
    assertThat(waiting.getMessage()).isEqualTo("waiting for the store");
    assertThat(waiting.getProgress()).isNull();
    assertThat(training.getScores()).isEqualTo(Map.of("last", 0.7));
    assertThat(training.getProgress()).isEqualTo(0.25);
    assertThat(training.getSecondsLeft()).isEqualTo(90.0);
  }

  @Test
  void whateverIsSaidOfACommandHoldsAllThatIsKnownOfIt() {
    Announcement end =
        Events.end(open, ModelEventType.DONE, "done", Map.of(), Map.of("outcome", "promoted"));

    assertThat(end.key()).isEqualTo(CatalogueKeys.command("a"));
    assertThat(end.event().getProvenance())
        .containsAllEntriesOf(open.provenance())
        .containsEntry("outcome", "promoted");
  }

  @Test
  void scoresWithoutRoomAreCounted() {
    Map<String, Double> scores =
        IntStream.range(0, 10_000)
            .boxed()
            .collect(Collectors.toMap(i -> "current.class.label-" + i + ".recall", i -> 0.5));

    ModelEvent event =
        Events.open(open(scores), ModelEventType.PROGRESS, "one of very many labels").event();

    int said = event.getScores().size();
    assertThat(said).isBetween(1, 9_999);
    assertThat(event.getProvenance())
        .containsEntry(Room.SCORES_LEFT_OUT, Integer.toString(10_000 - said));
  }

  @Test
  void aMessageThatIsTooLongIsCutWhereverItIsSaid() {
    String message = "x".repeat(Room.MESSAGE + 1);
    String cut = "x".repeat(Room.MESSAGE) + "... and 1 characters more";

    assertThat(Events.open(open, ModelEventType.PROGRESS, message).event().getMessage())
        .isEqualTo(cut);
    assertThat(Events.end("b", null, "mails", ModelEventType.REFUSED, message).event().getMessage())
        .isEqualTo(cut);
    assertThat(
            Events.version(
                    ModelEventType.REJECTED,
                    "mails",
                    "2",
                    "a",
                    ModelEvent.newBuilder().setMessage(message))
                .event()
                .getMessage())
        .isEqualTo(cut);
  }

  @Test
  void aVersionsEventIsNotUnderWayWhateverItIsMadeFrom() {
    Announcement version =
        Events.version(
            ModelEventType.CANDIDATE,
            "mails",
            "2",
            "a",
            ModelEvent.newBuilder().setProgress(0.9).setSecondsLeft(3.0).setUri("s3://b/m"));

    assertThat(version.key()).isEqualTo(CatalogueKeys.model("mails", "2"));
    assertThat(version.event().getProgress()).isNull();
    assertThat(version.event().getSecondsLeft()).isNull();
    assertThat(version.event().getUri()).isEqualTo("s3://b/m");
    assertThat(version.event().getCommandId()).isEqualTo("a");
  }

  @Test
  void aCommandThatCannotBeReadHasAnEndUnderItsId() {
    Announcement end = Events.end("b", null, "mails", ModelEventType.REFUSED, "no Avro");

    assertThat(end.key()).isEqualTo(CatalogueKeys.command("b"));
    assertThat(end.event().getModelVersion()).isEmpty();
    assertThat(end.event().getProvenance()).isEmpty();
  }
}
