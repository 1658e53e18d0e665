package io.leebert.trainer.service;

import static io.leebert.schemas.event.CommandType.PROMOTE;
import static io.leebert.schemas.event.CommandType.RETRAIN;
import static io.leebert.schemas.event.CommandType.ROLLBACK;
import static io.leebert.schemas.event.CommandType.SET_PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.schemas.event.ControlCommand;
import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelEventType;
import io.leebert.schemas.serde.AvroSerializer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutcomesTest {
  private final History history = new History().version(ModelEventType.PROMOTED, "1");

  private static Made made(Made.Verdict verdict) {
    return new Made(
        "sha-new", verdict, "in a line", "a | table", List.of("2 records"), Map.of("x", 0.5));
  }

  /** A retraining up to its announced candidate. */
  private OpenCommand candidate(Made.Verdict verdict) {
    history.receive("a", RETRAIN);
    history.say(Outcomes.started(history.catalogue, history.open("a")));
    history.say(Outcomes.made(history.open("a"), made(verdict)));
    history.version(ModelEventType.CANDIDATE, history.open("a").version());
    return history.open("a");
  }

  @Test
  void whatACandidateIsComparedWithIsFixedWhenItsTrainingBegins() {
    OpenCommand open = candidate(Made.Verdict.PASSED);

    assertThat(open.known(OpenCommand.PARENT)).isEqualTo("1");
    assertThat(open.known(OpenCommand.PARENT_URI)).isEqualTo("file:/models/mails/1");
    assertThat(open.known(OpenCommand.PARENT_SHA)).isEqualTo("sha-1");
    assertThat(open.scores()).containsEntry("x", 0.5);
  }

  @Test
  void thePatienceOrderedWhenTrainingBeginsIsTheOneToCompareAt() {
    assertThat(candidate(Made.Verdict.PASSED).known(OpenCommand.ORDERED_PATIENCE)).isNull();
    assertThat(ordered("b", order -> order.setPatience(2))).isEqualTo("2");
    assertThat(ordered("c", order -> order.setPatienceMin(1).setPatienceMax(3))).isEqualTo("1-3");
    assertThat(ordered("d", order -> order.setPatienceMin(1))).isEqualTo("1-");
    assertThat(ordered("e", order -> order.setPatienceMax(3))).isEqualTo("0-3");
    assertThat(ordered("f", order -> order)).isNull();
  }

  private @Nullable String ordered(String id, UnaryOperator<ControlCommand.Builder> order) {
    history.receive("order-" + id, SET_PATIENCE, order);
    history.receive(id, RETRAIN);
    history.say(Outcomes.started(history.catalogue, history.open(id)));
    // What is ordered later no longer counts: the run stays the same however often it is repeated.
    history.receive("later-" + id, SET_PATIENCE, later -> later.setPatience(4));
    return history.open(id).known(OpenCommand.ORDERED_PATIENCE);
  }

  @Test
  void aCandidateThatPassedIsPromotedWithTheEndOfItsCommand() {
    OpenCommand open = candidate(Made.Verdict.PASSED);

    Decision decision = history.say(Outcomes.retrained(history.catalogue, open));

    assertThat(decision.announcements()).hasSize(2);
    assertThat(history.inService()).isEqualTo(open.version());
    assertThat(history.last("a").getType()).isEqualTo(ModelEventType.DONE);
    assertThat(history.last("a").getProvenance()).containsEntry(Outcomes.OUTCOME, "promoted");
    assertThat(history.last("a").getMessage()).contains("in a line", "2 records", "a | table");
  }

  @Test
  void aCandidateThatIsWorseIsRejectedWithBothTables() {
    OpenCommand open = candidate(Made.Verdict.REJECTED);

    history.say(Outcomes.retrained(history.catalogue, open));

    assertThat(history.versions()).containsEntry(open.version(), ModelEventType.REJECTED);
    assertThat(history.inService()).isEqualTo("1");
    assertThat(history.last("a").getProvenance()).containsEntry(Outcomes.OUTCOME, "rejected");
  }

  @Test
  void aCandidateIsLeftToAPersonWhereItIsAskedFor() {
    OpenCommand open = candidate(Made.Verdict.MANUAL);

    history.say(Outcomes.retrained(history.catalogue, open));

    assertThat(history.versions()).containsEntry(open.version(), ModelEventType.CANDIDATE);
    assertThat(history.last("a").getProvenance()).containsEntry(Outcomes.OUTCOME, "candidate");
  }

  @Test
  void aCandidateIsNotPromotedOverAVersionItWasNeverComparedWith() {
    OpenCommand open = candidate(Made.Verdict.PASSED);
    history.version(ModelEventType.PROMOTED, "2");

    history.say(Outcomes.retrained(history.catalogue, open));

    assertThat(history.inService()).isEqualTo("2");
    assertThat(history.versions()).containsEntry(open.version(), ModelEventType.CANDIDATE);
    assertThat(history.last("a").getMessage()).contains("compared with version 1", "version 2 is");
  }

  @Test
  void aRollbackPromotesTheOldVersionAnewAndMarksTheOneItLeaves() {
    history.version(ModelEventType.PROMOTED, "2");
    history.receive("back", ROLLBACK);

    history.say(Outcomes.returning(history.catalogue, history.open("back")));
    Decision decision = history.say(Outcomes.rolledBack(history.catalogue, history.open("back")));

    assertThat(decision.announcements()).hasSize(3);
    assertThat(history.inService()).isEqualTo("1");
    assertThat(history.versions()).containsEntry("2", ModelEventType.ROLLED_BACK);
    assertThat(history.last("back").getMessage()).contains("rolled back from 2");
  }

  @Test
  void promotingWhatIsInServiceIsDoneAlready() {
    history.receive("a", PROMOTE, command -> command.setModelVersion("1"));

    Decision decision = history.say(Outcomes.promoted(history.catalogue, history.open("a")));

    assertThat(decision.announcements()).hasSize(1);
    assertThat(history.last("a").getMessage()).contains("in service already");
  }

  @Test
  void aRejectedVersionCanBePromotedByHandAndIsThenTheOneBeforeTheNext() {
    history.version(ModelEventType.REJECTED, "2");
    history.receive("a", PROMOTE, command -> command.setModelVersion("2"));

    history.say(Outcomes.promoted(history.catalogue, history.open("a")));

    assertThat(history.inService()).isEqualTo("2");
    assertThat(history.catalogue.previous("mails")).isNotNull();
  }

  @Test
  void thousandsOfLabelsLeaveItsEventsSmallEnoughForTheTopic() {
    Map<String, Double> scores = new TreeMap<>(Map.of("candidate.patience-2.accuracy", 0.9));
    Map<String, Long> counts = new TreeMap<>(Map.of("rows", 9L));
    for (int i = 0; i < 20_000; i++) {
      scores.put("candidate.class.a-label-with-quite-a-long-name-" + i + ".recall", 0.5);
      counts.put("train.a-label-with-quite-a-long-name-" + i, 1L);
    }
    String words = "\u20ac".repeat(500_000);
    history.receive(
        "a", RETRAIN, command -> command.setSettings(Map.of("note", "x".repeat(190_000))));
    history.say(Outcomes.started(history.catalogue, history.open("a")));
    history.say(
        Outcomes.made(
            history.open("a"),
            new Made("sha", Made.Verdict.PASSED, words, words, List.of(words), scores)));
    history.version(ModelEventType.CANDIDATE, history.open("a").version());
    history.say(Outcomes.retrained(history.catalogue, history.open("a")));
    history.receive("b", RETRAIN);
    history.say(Outcomes.refused(history.open("b"), words, counts));

    try (AvroSerializer<ModelEvent> values = new AvroSerializer<>()) {
      values.configure(Map.of("schema.registry.url", "mock://" + UUID.randomUUID()), false);
      for (Announcement said : history.said) {
        assertThat(values.serialize("models", said.event())).hasSizeLessThan(1_000_000);
      }
    }
    assertThat(history.last("a").getType()).isEqualTo(ModelEventType.DONE);
    assertThat(history.last("a").getScores()).containsEntry("candidate.patience-2.accuracy", 0.9);
    assertThat(history.last("a").getProvenance()).containsKey("scores.left.out");
    assertThat(history.last("b").getMessage()).endsWith("characters more");
    assertThat(history.last("b").getProvenance())
        .containsEntry("count.rows", "9")
        .containsKey("count.left.out");
  }

  @Test
  void anEndKeepsAllThatWasKnownOfTheCommand() {
    history.receive("a", RETRAIN);
    history.say(Outcomes.refused(history.open("a"), "too few", Map.of("rows", 3L)));

    assertThat(history.last("a").getType()).isEqualTo(ModelEventType.REFUSED);
    assertThat(history.last("a").getProvenance())
        .containsEntry("count.rows", "3")
        .containsEntry("data.topic", "labelled-events");
  }
}
