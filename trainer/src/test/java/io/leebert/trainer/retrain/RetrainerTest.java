package io.leebert.trainer.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.event.ModelManifest;
import io.leebert.trainer.retrain.RetrainResult.Accepted;
import io.leebert.trainer.retrain.RetrainResult.Cancelled;
import io.leebert.trainer.retrain.RetrainResult.Refused;
import io.leebert.trainer.retrain.RetrainResult.Rejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole retrainings of tiny networks: trained, exported, compared by their graphs. */
class RetrainerTest {

  @TempDir static Path shared;

  private static Path backbone;
  private static ModelBundle first;

  @TempDir Path folder;

  private RetrainFixture retraining;

  @BeforeAll
  static void trainTheFirstModel() throws IOException {
    backbone = RetrainFixture.backbone(shared.resolve("backbone"));
    RetrainFixture fixture = new RetrainFixture(backbone, shared.resolve("first"));
    fixture.rows = Messages.of(200, 1, "parcel", "money");
    fixture.settings.put("patience", "1");
    first = ModelBundle.read(((Accepted) fixture.run()).bundle());
  }

  @AfterAll
  static void closeTheFirstModel() {
    first.close();
  }

  @BeforeEach
  void retrainWithANewKindOfMessage() {
    retraining = new RetrainFixture(backbone, folder.resolve("work"));
    retraining.rows = Messages.of(120, 7, "parcel", "money", "password");
    retraining.current = first;
    retraining.version = "2";
  }

  @Test
  void aFirstModelIsComparedWithTheCommonestLabelAndSaysWhatItComesFrom() {
    ModelManifest manifest = first.manifest();

    assertThat(manifest.getModel()).isEqualTo("mails");
    assertThat(manifest.getModelVersion()).isEqualTo("1");
    assertThat(manifest.getLabels()).containsExactly("money", "parcel");
    assertThat(manifest.getExitRule().getPatience()).isEqualTo(1);
    assertThat(manifest.getProvenance())
        .containsEntry("command", "command-1")
        .containsEntry("warmStart", "backbone")
        .containsEntry("data.count.rows", "400")
        .containsEntry("setting.patience", "1")
        .containsEntry("heldOut", "by a hash of the text")
        .containsEntry("unseenShare", "0.2")
        .containsKeys("data.sha256", "codeVersion", "learningRate", "seed")
        .doesNotContainKey("parent");
  }

  @Test
  void aClassThatTheCurrentModelHasNeverSeenIsLearnedAndTheCandidateAccepted() {
    retraining.provenance.put("data.topic", "labelled-events");

    Accepted accepted = accepted(retraining.run());

    assertThat(accepted.promote()).isTrue();
    assertThat(accepted.bundle()).isEqualTo(folder.resolve("work").resolve("bundle"));
    try (ModelBundle bundle = ModelBundle.read(accepted.bundle())) {
      assertThat(bundle.manifest().getLabels()).containsExactly("money", "parcel", "password");
      assertThat(bundle.manifest().getProvenance())
          .containsEntry("parent", "1")
          .containsEntry("parent.sha256", first.manifestSha256())
          .containsEntry("warmStart", "current")
          .containsEntry("data.topic", "labelled-events");
    }
    assertThat(retraining.notices).contains("label 'password' is new to the current model");
    GateReport gate = accepted.gate();
    assertThat(gate.passed()).isTrue();
    assertThat(gate.scores().getOrDefault("candidate.patience-1.accuracy", 0.0))
        .isGreaterThan(gate.scores().getOrDefault("current.patience-1.accuracy", 1.0) + 0.1);
    assertThat(gate.scores())
        .containsEntry("current.class.password.recall", 0.0)
        .containsKeys("current.class.parcel.recall", "candidate.class.password.recall");
    assertThat(folder.resolve("work").resolve("checkpoints")).doesNotExist();
    assertProgressRises();
  }

  private void assertProgressRises() {
    List<RetrainProgress> told = retraining.progress;
    assertThat(told).extracting(RetrainProgress::done).isSorted();
    assertThat(told.stream().map(RetrainProgress::phase).distinct())
        .containsExactly(RetrainPhase.values());
    RetrainProgress last = told.get(told.size() - 1);
    assertThat(last.epoch()).isEqualTo(5);
    assertThat(last.epochs()).isEqualTo(5);
    assertThat(last.scores()).containsKeys("average", "last");
    assertThat(last.secondsLeft()).isNotNull().isPositive();
  }

  @Test
  void theSameRequestAgainReturnsTheBundleWithoutTraining() throws IOException {
    Accepted before = accepted(retraining.run());
    byte[] manifest = Files.readAllBytes(before.bundle().resolve("manifest.json"));
    retraining.progress.clear();

    Accepted again = accepted(retraining.run());

    assertThat(again.gate()).isEqualTo(before.gate());
    assertThat(again.bundle().resolve("manifest.json")).hasBinaryContent(manifest);
    assertThat(retraining.progress)
        .extracting(RetrainProgress::phase)
        .doesNotContain(RetrainPhase.TRAINING, RetrainPhase.EXPORTING);
  }

  @Test
  void aBundleThatWasDamagedMeanwhileIsMadeAgain() throws IOException {
    Path bundle = accepted(retraining.run()).bundle();
    byte[] network = Files.readAllBytes(bundle.resolve("model.onnx"));
    Files.writeString(bundle.resolve("model.onnx"), "half of it");

    Path again = accepted(retraining.run()).bundle();

    assertThat(again.resolve("model.onnx")).hasBinaryContent(network);
    assertThat(retraining.notices)
        .anyMatch(notice -> notice.startsWith("the bundle is made again: "));
  }

  @Test
  void aRetrainingThatWasCutOffGoesOnAndEndsInTheSameModel() {
    List<Labelled> rows = new ArrayList<>(retraining.rows);
    for (Labelled row : retraining.rows.subList(0, 60)) {
      rows.add(
          new Labelled(
              row.text(), null, "money", row.timestamp(), "labelled-events-1@" + rows.size()));
      rows.add(
          new Labelled(row.text(), null, row.label(), row.timestamp() + 1, "labelled-events-2@7"));
    }
    retraining.rows = rows;
    RetrainFixture whole = retraining.another(folder.resolve("whole"));
    whole.current = first;
    whole.version = "2";
    Path expected = accepted(whole.run()).bundle();

    retraining.failsAfter = 14;
    assertThatThrownBy(() -> retraining.run()).hasMessage("power cut");
    retraining.rows = mixed(retraining.rows, 1);
    retraining.failsAfter = 6;
    assertThatThrownBy(() -> retraining.run()).hasMessage("power cut");
    retraining.failsAfter = Integer.MAX_VALUE;
    retraining.rows = mixed(retraining.rows, 2);
    Accepted accepted = accepted(retraining.run());

    assertThat(retraining.notices)
        .anyMatch(notice -> notice.startsWith("going on after step "))
        .noneMatch(notice -> notice.startsWith("training begins anew"));
    assertThat(accepted.bundle().resolve("model.onnx"))
        .hasSameBinaryContentAs(expected.resolve("model.onnx"));
  }

  @Test
  void cancellingLeavesNoHalfBundleAndTheRequestCanStillBeCarriedOut() throws IOException {
    // Training has 90 steps, each of which is a question whether to go on.
    for (int asked : new int[] {0, 3, 12, 25, 60}) {
      AtomicInteger questions = new AtomicInteger(asked);

      assertThat(retraining.run(() -> questions.getAndDecrement() <= 0))
          .isInstanceOf(Cancelled.class);

      assertThat(files(folder.resolve("work"))).isSubsetOf("checkpoints");
    }
    accepted(retraining.run());
  }

  @Test
  void otherRowsThanBeforeTheCutBeginAnewAndSaySo() {
    retraining.failsAfter = 14;
    assertThatThrownBy(() -> retraining.run()).hasMessage("power cut");
    retraining.failsAfter = Integer.MAX_VALUE;
    retraining.rows = retraining.rows.subList(3, retraining.rows.size());

    accepted(retraining.run());

    assertThat(retraining.notices)
        .anyMatch(notice -> notice.startsWith("training begins anew: the checkpoint in "));
  }

  @Test
  void aCandidateThatIsWorseIsRejectedWithBothTables() {
    retraining.rows = Messages.of(150, 7, "parcel", "money");
    retraining.settings.put("warm-start", "backbone");
    retraining.settings.put("epochs", "1");
    retraining.settings.put("learning-rate", "1e-7");
    retraining.settings.put("exit-learning-rate", "1e-7");

    RetrainResult result = retraining.run();

    assertThat(result).isInstanceOf(Rejected.class);
    GateReport gate = ((Rejected) result).gate();
    assertThat(gate.passed()).isFalse();
    assertThat(gate.summary()).contains("the candidate's accuracy is", "the current model's");
    assertThat(gate.table()).contains("candidate 2, current 1", "patience-1", "parcel");
    assertThat(gate.scores().getOrDefault("candidate.patience-1.accuracy", 1.0))
        .isLessThan(gate.scores().getOrDefault("current.patience-1.accuracy", 0.0));
  }

  @Test
  void aBaseFileAndTheTopicAreMixedAndTheTopicsLabelCounts() throws IOException {
    StringBuilder csv = new StringBuilder("text,label\n");
    retraining.rows.forEach(
        row -> csv.append(row.text()).append(',').append(row.label()).append('\n'));
    Path base = Files.createDirectories(folder.resolve("base"));
    Files.writeString(base.resolve("b.csv"), csv + "no label here,\n");
    Labelled corrected = Messages.row(retraining.rows.get(0).text(), "money", 1);
    retraining.baseFiles.add(base);
    retraining.rows = List.of(corrected);

    try (ModelBundle bundle = ModelBundle.read(accepted(retraining.run()).bundle())) {
      assertThat(bundle.manifest().getProvenance())
          .containsEntry("data.file.1", "b.csv")
          .containsEntry("data.file.1.rows", "360")
          .containsKey("data.file.1.sha256")
          .containsEntry("data.count.relabelled", "1")
          .containsEntry("data.count.leftOut.unreadable", "1");
    }
    assertThat(retraining.notices).anyMatch(n -> n.contains("b.csv:362: the label is empty"));
  }

  @Test
  void aModelSaysWhatShareNoneOfThoseItWasStartedFromLearnedFrom() {
    retraining.settings.put("epochs", "1");
    retraining.settings.put("held-out-share", "0.25");
    retraining.run();
    RetrainFixture anew = retraining.another(folder.resolve("anew"));
    anew.current = first;
    anew.settings.putAll(retraining.settings);
    anew.settings.put("warm-start", "backbone");
    anew.run();

    assertThat(retraining.notices)
        .contains(
            "held-out-share is 0.25, and was 0.2 for mails 1: it has learned from rows that are held"
                + " out now");
    assertThat(unseenShare(retraining.work)).isEqualTo("0.2");
    assertThat(unseenShare(anew.work)).isEqualTo("0.25");
  }

  private static @Nullable String unseenShare(Path work) {
    try (ModelBundle bundle = ModelBundle.read(work.resolve("bundle"))) {
      return bundle.manifest().getProvenance().get("unseenShare");
    }
  }

  @Test
  void int8WeightsAreMadeAndStartedFrom() {
    retraining.settings.put("quantize", "int8");
    retraining.settings.put("quantize-bound", "5");
    Path int8 = accepted(retraining.run()).bundle();

    try (ModelBundle bundle = ModelBundle.read(int8)) {
      assertThat(bundle.manifest().getProvenance()).containsEntry("quantize", "int8");
      RetrainFixture next = retraining.another(folder.resolve("next"));
      next.current = bundle;
      next.version = "3";
      next.settings.put("epochs", "1");
      next.settings.put("margin", "0.15");
      next.settings.put("promote", "manual");

      Accepted accepted = accepted(next.run());

      assertThat(accepted.promote()).isFalse();
      // One epoch from random weights would not get there.
      assertThat(accepted.gate().scores().getOrDefault("candidate.patience-1.accuracy", 0.0))
          .isGreaterThan(0.75);
    }
  }

  @Test
  void whatCannotBeDoneIsRefusedBeforeAnythingIsTrained() {
    assertRefused("epoch", "3", "there is no setting epoch; did you mean epochs?");
    assertRefused(
        "preset",
        "paper",
        "the exits of the current model look at mean, those of preset paper at cls;"
            + " warm-start=backbone starts from the pre-trained weights");
    assertRefused("patience", "3", "patience must be at most the number of layers, 2, found 3");
    assertRefused("layers", "3", "layers must be at most the 2 of mails 1, found 3");
    assertRefused(
        "max-length", "49", "max-length must be between 3 and the 48 of mails 1, found 49");
    retraining.baseFiles.add(folder.resolve("none.csv"));
    assertThat(retraining.run())
        .asInstanceOf(type(Refused.class))
        .extracting(Refused::reason)
        .asString()
        .startsWith("base file ")
        .contains("none.csv");
    assertThat(retraining.progress)
        .extracting(RetrainProgress::phase)
        .containsOnly(RetrainPhase.READING);
  }

  private void assertRefused(String setting, String value, String reason) {
    String before = retraining.settings.put(setting, value);
    assertThat(retraining.run()).isInstanceOf(Refused.class);
    assertThat(((Refused) retraining.run()).reason()).isEqualTo(reason);
    retraining.settings.remove(setting);
    if (before != null) {
      retraining.settings.put(setting, before);
    }
  }

  @Test
  void theBundleOfAnotherCommandIsNotTakenForThisOnes() {
    accepted(retraining.run());
    retraining.command = "command-2";

    assertThatThrownBy(() -> retraining.run())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageEndingWith(
            "holds mails 2 of command command-1, expected nothing or mails 2 of command command-2");
  }

  /** As another read of several partitions gives them. */
  private static List<Labelled> mixed(List<Labelled> rows, long seed) {
    List<Labelled> mixed = new ArrayList<>(rows);
    Collections.shuffle(mixed, new Random(seed));
    return mixed;
  }

  private static Accepted accepted(RetrainResult result) {
    assertThat(result).as("%s", result).isInstanceOf(Accepted.class);
    return (Accepted) result;
  }

  private static List<String> files(Path work) throws IOException {
    if (!Files.exists(work)) {
      return new ArrayList<>();
    }
    try (Stream<Path> entries = Files.list(work)) {
      return entries.map(entry -> String.valueOf(entry.getFileName())).toList();
    }
  }
}
