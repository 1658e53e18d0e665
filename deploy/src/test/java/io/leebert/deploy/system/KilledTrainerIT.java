package io.leebert.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.deploy.broker.ChildJvm;
import io.leebert.deploy.traffic.ClientSettings;
import io.leebert.schemas.event.CommandType;
import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelEventType;
import io.leebert.trainer.service.Boundary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Services that are killed as {@code kill -9} does, and services that are started twice. */
@ExtendWith(ChaosServices.class)
class KilledTrainerIT {
  private static final Map<String, String> LENIENT = Map.of("margin", "1", "class-margin", "1");

  private static final int STOPPED_BY_SIGTERM = 143;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  private static List<ModelEvent> said(TrainerDesk desk, ModelEventType type) {
    return desk.history().stream()
        .filter(event -> "retrain".equals(event.getCommandId()) && event.getType() == type)
        .toList();
  }

  private static void assertOneVersionAndOneEnd(TrainerDesk desk) {
    ModelEvent done = desk.awaitEnd("retrain");
    assertThat(done.getType()).as(desk.services()).isEqualTo(ModelEventType.DONE);
    assertThat(said(desk, ModelEventType.ACCEPTED)).hasSize(1);
    assertThat(said(desk, ModelEventType.CANDIDATE)).hasSize(1);
    assertThat(said(desk, ModelEventType.PROMOTED)).hasSize(1);
    assertThat(said(desk, ModelEventType.DONE)).hasSize(1);
    assertThat(desk.inService()).isEqualTo(done.getModelVersion());
    assertThat(desk.store().resolve(TrainerDesk.MODEL)).isDirectoryContaining("glob:**");
    assertThat(desk.store().resolve(TrainerDesk.MODEL).toFile().list())
        .containsExactlyInAnyOrder("1", done.getModelVersion());
  }

  /** The one who comes back under its own name does not wait for its own death to be noticed. */
  @Test
  void oneCommandOutlivesFiveDeaths(ClientSettings clients) throws Exception {
    Map<String, String> settings = Map.of("group.instance.id", "the-one");
    try (TrainerDesk desk = TrainerDesk.create(clients, folder)) {
      desk.label(240, 1);
      ChildJvm first = desk.start("first", Boundary.Step.TRAINING.name(), settings);
      desk.promoteTheFirst();
      desk.send(
          "retrain",
          CommandType.RETRAIN,
          command -> command.setSettings(plus(LENIENT, "epochs", "2")));
      killAt(first, Boundary.Step.TRAINING);
      for (Boundary.Step step :
          List.of(
              Boundary.Step.EXPORTING,
              Boundary.Step.MADE,
              Boundary.Step.PUBLISHED,
              Boundary.Step.CANDIDATE)) {
        ChildJvm next = desk.start("at-" + step, step.name(), settings);
        killAt(next, step);
        assertThat(ServedTopics.text(next.log())).doesNotContain("begins anew");
        if (step == Boundary.Step.MADE) {
          assertThat(ServedTopics.text(next.log())).contains("going on after step");
        }
      }
      desk.startReady("last", settings);

      assertOneVersionAndOneEnd(desk);
    }
  }

  @Test
  void oneThatIsStoppedInOrderLeavesItsWorkToTheNext(ClientSettings clients) throws Exception {
    try (TrainerDesk desk = TrainerDesk.create(clients, folder)) {
      desk.label(240, 1);
      Path hold = Files.createFile(folder.resolve("hold"));
      ChildJvm stopped = desk.startReady("stopped", HeldTrainer.trainingWhile(hold), Map.of());
      desk.promoteTheFirst();
      desk.send("retrain", CommandType.RETRAIN, command -> command.setSettings(LENIENT));
      desk.await("retrain", event -> event.getProgress() != null);
      Signals.terminate(stopped.pid());
      // Its training is told to stop before this is said, so that it cannot come to its end.
      Awaitility.await("that it stops")
          .atMost(Duration.ofMinutes(1))
          .until(() -> ServedTopics.text(stopped.log()).contains("no longer in charge"));
      Files.delete(hold);

      assertThat(ServedTopics.awaitEnd(stopped)).isEqualTo(STOPPED_BY_SIGTERM);
      assertThat(desk.catalogue().ended("retrain")).isFalse();
      ChildJvm next = desk.startReady("next", Map.of());
      assertOneVersionAndOneEnd(desk);
      assertThat(ServedTopics.text(next.log())).contains("going on with command retrain");
    }
  }

  /** Between the two halves of every decision, and once more after the second. */
  @Test
  void aDecisionIsSaidOnceWhereverItsTransactionIsCutOff(ClientSettings clients) throws Exception {
    Map<String, String> settings = Map.of("group.instance.id", "the-one");
    try (TrainerDesk desk = TrainerDesk.create(clients, folder)) {
      desk.send("pin", CommandType.SET_PATIENCE, command -> command.setPatience(2));
      for (Boundary.Step step : List.of(Boundary.Step.BEFORE_COMMIT, Boundary.Step.AFTER_COMMIT)) {
        killAt(desk.start("at-" + step, step.name(), settings), step);
      }
      desk.startReady("again", settings);
      desk.promoteTheFirst();

      assertThat(desk.history())
          .filteredOn(event -> "pin".equals(event.getCommandId()))
          .extracting(ModelEvent::getType)
          .containsExactly(ModelEventType.PATIENCE, ModelEventType.DONE);
    }
  }

  /** The short form takes the protocol that Kafka is moving to, the long one both. */
  static Stream<String> protocols() {
    return Scale.read().everyProtocol() ? Stream.of("classic", "consumer") : Stream.of("consumer");
  }

  @ParameterizedTest(name = "group.protocol={0}")
  @MethodSource("protocols")
  void ofTwoServicesOneWorksAndTheOtherTakesOverWhenItIsKilled(
      String protocol, ClientSettings clients) throws Exception {
    Map<String, String> settings = Map.of("group.protocol", protocol);
    try (TrainerDesk desk = TrainerDesk.create(clients, folder)) {
      desk.label(240, 1);
      ChildJvm works = desk.start("works", Boundary.Step.TRAINING.name(), settings);
      desk.promoteTheFirst();
      desk.send("retrain", CommandType.RETRAIN, command -> command.setSettings(LENIENT));
      TrainerDesk.awaitSaid(works, HeldTrainer.standsAt(Boundary.Step.TRAINING.name()));

      ChildJvm waits = desk.startReady("waits", settings);
      desk.send("pin", CommandType.SET_PATIENCE, command -> command.setPatience(1));
      assertThat(desk.awaitEnd("pin").getType()).isEqualTo(ModelEventType.DONE);
      assertThat(ServedTopics.text(waits.log()))
          .contains("waits for another service")
          .doesNotContain("at work on");
      assertThat(ServedTopics.text(works.log())).doesNotContain("no longer in charge");

      works.kill();
      assertOneVersionAndOneEnd(desk);
      assertThat(ServedTopics.text(waits.log())).contains("at work on");
    }
  }

  private static void killAt(ChildJvm child, Boundary.Step step) {
    TrainerDesk.awaitSaid(child, HeldTrainer.standsAt(step.name())).kill();
  }

  private static Map<String, String> plus(Map<String, String> map, String key, String value) {
    Map<String, String> more = new HashMap<>(map);
    more.put(key, value);
    return more;
  }
}
