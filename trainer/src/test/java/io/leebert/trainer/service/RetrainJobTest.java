package io.leebert.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.event.CommandType;
import io.leebert.schemas.event.ModelEventType;
import io.leebert.schemas.store.BundleStore;
import io.leebert.schemas.store.BundleStores;
import io.leebert.trainer.retrain.GateReport;
import io.leebert.trainer.retrain.Labelled;
import io.leebert.trainer.retrain.RetrainListener;
import io.leebert.trainer.retrain.RetrainPhase;
import io.leebert.trainer.retrain.RetrainProgress;
import io.leebert.trainer.retrain.RetrainRequest;
import io.leebert.trainer.retrain.RetrainResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetrainJobTest {
  @TempDir Path folder;

  private final List<RetrainRequest> trained = new ArrayList<>();
  private int closed;
  private Function<Path, RetrainResult> end =
      bundle -> new RetrainResult.Accepted(bundle, gate(true), true);

  private static GateReport gate(boolean passed) {
    return new GateReport(
        passed,
        passed ? List.of() : List.of("ham: recall fell by 0.2"),
        new TreeMap<>(Map.of("candidate.patience-2.accuracy", 0.9)),
        "| a table |");
  }

  /** A topic without rows. */
  private final class NoRows implements RetrainJob.Rows {
    @Override
    public Iterator<Labelled> iterator() {
      return Collections.emptyIterator();
    }

    @Override
    public void close() {
      closed++;
    }
  }

  private RetrainResult train(RetrainRequest request, RetrainListener listener) {
    trained.add(request);
    request.rows().forEach(row -> {});
    listener.notice("3 rows are blank");
    for (RetrainPhase phase : RetrainPhase.values()) {
      listener.progress(new RetrainProgress(phase, 1, 2, Map.of("last", 0.8), 0.5, 3.0));
    }
    return end.apply(
        TinyVersion.write(
            request.workFolder().resolve("bundle"), request.model(), request.version()));
  }

  private TrainerSettings settings(String name) {
    return TrainerSettings.of(
        Map.of(
            "bootstrap.servers",
            "none:1",
            "schema.registry.url",
            "mock://none",
            "leebert.trainer.model",
            History.MODEL,
            "leebert.trainer.work",
            folder.resolve(name + "-work").toString(),
            "leebert.store.uri",
            folder.resolve(name + "-store").toString()),
        1);
  }

  /** One life of a service. */
  private void live(TrainerSettings settings, Desk desk) {
    try (BundleStore store = BundleStores.of(settings.store(), Map.of())) {
      job(settings, store, desk).run(desk.history.open("a"), new StopFlag());
    }
  }

  private RetrainJob job(TrainerSettings settings, BundleStore store, Desk desk) {
    return new RetrainJob(
        settings,
        (request, listener, cancelled) -> train(request, listener),
        (plan, passedOver, waiting, stop) -> new NoRows(),
        store,
        desk,
        desk,
        System::nanoTime);
  }

  private static Desk accepted() {
    Desk desk = new Desk(new History());
    desk.history.receive("a", CommandType.RETRAIN);
    return desk;
  }

  private static long count(Desk desk, ModelEventType type) {
    return desk.history.said.stream().filter(said -> said.event().getType() == type).count();
  }

  @Test
  void aGoodCandidateIsPublishedAnnouncedAndPromoted() {
    Desk desk = accepted();
    TrainerSettings settings = settings("good");
    live(settings, desk);

    String version = desk.history.open("a").version();
    assertThat(desk.history.inService()).isEqualTo(version);
    assertThat(desk.history.last("a").getMessage()).contains("3 rows are blank", "| a table |");
    assertThat(Path.of(settings.store()).resolve("mails").resolve(version)).isDirectory();
    assertThat(settings.work()).as("nothing is left").isEmptyDirectory();
    assertThat(trained).hasSize(1);
    assertThat(closed).as("rows closed").isOne();
    assertThat(trained.get(0).provenance())
        .containsEntry("data.to", "0=9")
        .containsEntry("parent", "");
    assertThat(desk.progress)
        .extracting(Progress::message)
        .contains("exporting, epoch 1 of at most 2");
  }

  @Test
  void modelsAreComparedAtTheOrderedPatienceUnlessACommandSaysOtherwise() {
    Desk desk = new Desk(new History());
    desk.history.receive("pin", CommandType.SET_PATIENCE, command -> command.setPatience(2));
    desk.history.receive("a", CommandType.RETRAIN);
    live(settings("ordered"), desk);
    assertThat(trained.get(0).settings()).containsEntry("gate-patience", "2");

    Desk other = new Desk(new History());
    other.history.receive("pin", CommandType.SET_PATIENCE, command -> command.setPatience(2));
    other.history.receive(
        "a", CommandType.RETRAIN, command -> command.setSettings(Map.of("gate-patience", "1-3")));
    live(settings("said"), other);
    assertThat(trained.get(1).settings()).containsEntry("gate-patience", "1-3");
  }

  @Test
  void nothingIsTrainedWhereInstancesServeAVersionThatWasNeverPromoted() {
    Desk desk = accepted();
    desk.history.serving("host-1", "from-a-file");
    live(settings("unknown"), desk);

    assertThat(desk.history.last("a").getType()).isEqualTo(ModelEventType.REFUSED);
    assertThat(desk.history.last("a").getMessage())
        .startsWith("instances serve version from-a-file of model mails, which was never promoted");
    assertThat(trained).isEmpty();

    desk.history.version(ModelEventType.PROMOTED, "1");
    desk.history.receive("b", CommandType.RETRAIN);
    desk.history.say(Outcomes.started(desk.history.catalogue, desk.history.open("b")));
    assertThat(desk.history.open("b").known(OpenCommand.PARENT)).isEqualTo("1");
  }

  @Test
  void whereverItDiesTheNextLifeEndsWithOneVersionAndOneEnd() {
    Desk whole = accepted();
    whole.dieAt(Integer.MAX_VALUE);
    live(settings("whole"), whole);
    int moments = whole.moments.size();
    assertThat(whole.moments).contains("TRAINING", "EXPORTING", "MADE", "PUBLISHED", "CANDIDATE");

    for (int moment = 0; moment < moments - 1; moment++) {
      trained.clear();
      Desk desk = accepted();
      TrainerSettings settings = settings("die-" + moment);
      desk.dieAt(moment);
      assertThatThrownBy(() -> live(settings, desk)).isInstanceOf(Desk.Killed.class);
      boolean published = desk.moments.contains("PUBLISHED");
      desk.dieAt(Integer.MAX_VALUE);

      if (desk.history.catalogue.ended("a")) {
        continue; // Died when all was said.
      }
      live(settings, desk);

      String when = "died at " + whole.moments.get(moment);
      assertThat(desk.history.versions())
          .as(when)
          .containsExactly(Map.entry(desk.history.open("a").version(), ModelEventType.PROMOTED));
      assertThat(count(desk, ModelEventType.PROMOTED)).as(when).isOne();
      assertThat(count(desk, ModelEventType.DONE)).as(when).isOne();
      assertThat(trained).as(when).hasSizeBetween(1, published ? 1 : 2);
      assertThat(settings.work()).as(when).isEmptyDirectory();
    }
  }

  @Test
  void aPublishedBundleIsAnnouncedWithoutTheWorkFolderOfWhoMadeIt() throws Exception {
    Desk whole = accepted();
    live(settings("whole"), whole);
    Desk desk = accepted();
    TrainerSettings settings = settings("moved");
    desk.dieAt(whole.moments.indexOf("PUBLISHED"));
    assertThatThrownBy(() -> live(settings, desk)).isInstanceOf(Desk.Killed.class);
    Files.move(settings.work(), folder.resolve("on-another-machine"));
    trained.clear();
    desk.dieAt(Integer.MAX_VALUE);

    live(settings, desk);

    assertThat(trained).isEmpty();
    assertThat(desk.history.inService()).isEqualTo(desk.history.open("a").version());
  }

  @Test
  void aWorseCandidateIsRejectedAndKeptInTheStore() {
    end = bundle -> new RetrainResult.Rejected(bundle, gate(false));
    Desk desk = accepted();
    live(settings("worse"), desk);

    assertThat(desk.history.versions()).containsValue(ModelEventType.REJECTED);
    assertThat(desk.history.inService()).isEqualTo("none");
    assertThat(desk.history.last("a").getMessage()).contains("recall fell", "| a table |");
  }

  @Test
  void whoBeginsLateGoesByWhatWasSaidSinceItsCommandWasAccepted() {
    Desk desk = accepted();
    OpenCommand snapshot = desk.history.open("a");
    desk.history.say(Outcomes.started(desk.history.catalogue, snapshot));
    desk.history.version(ModelEventType.PROMOTED, "1");
    TrainerSettings settings = settings("late");
    try (BundleStore store = BundleStores.of(settings.store(), Map.of())) {
      job(settings, store, desk).run(snapshot, new StopFlag());
    }

    assertThat(trained.get(0).provenance()).containsEntry("parent", "");
    assertThat(desk.history.last("a").getMessage()).contains("version 1 is in service by now");
  }

  @Test
  void dataThatCannotBeTrainedOnIsRefusedWithTheCounts() {
    end = bundle -> new RetrainResult.Refused("too few rows", new TreeMap<>(Map.of("rows", 2L)));
    Desk desk = accepted();
    live(settings("few"), desk);

    assertThat(desk.history.last("a").getType()).isEqualTo(ModelEventType.REFUSED);
    assertThat(desk.history.last("a").getMessage()).contains("too few rows", "3 rows are blank");
    assertThat(desk.history.last("a").getProvenance()).containsEntry("count.rows", "2");
    assertThat(desk.history.versions()).isEmpty();
  }

  @Test
  void whoIsCancelledSaysNothingAndKeepsItsWork() {
    end = bundle -> new RetrainResult.Cancelled();
    Desk desk = accepted();
    TrainerSettings settings = settings("cancelled");

    assertThatThrownBy(() -> live(settings, desk)).isInstanceOf(StoppedException.class);
    assertThat(desk.history.catalogue.ended("a")).isFalse();
    assertThat(settings.work()).isNotEmptyDirectory();
    WorkFolder.sweep(settings.work(), List.of(desk.history.open("a")));
    assertThat(settings.work()).isNotEmptyDirectory();
    WorkFolder.sweep(settings.work(), List.of());
    assertThat(settings.work()).isEmptyDirectory();
  }

  @Test
  void anotherBundleUnderItsVersionIsNotTakenForItsOwn() {
    Desk desk = accepted();
    TrainerSettings settings = settings("taken");
    String version = desk.history.open("a").version();
    TinyVersion.write(
        Path.of(settings.store()).resolve("mails").resolve(version), "mails", version);
    live(settings, desk);

    assertThat(desk.history.last("a").getType()).isEqualTo(ModelEventType.COMMAND_FAILED);
    assertThat(desk.history.last("a").getMessage()).contains("another bundle", version);
    assertThat(trained).isEmpty();
  }
}
