package io.leebert.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --resume} and {@code --run} do with what they find. */
class ResumeCommandTest {

  private final TrainRun run;
  private final Path folder;
  private final Path checkpoints;

  ResumeCommandTest(@TempDir Path parent) {
    this.run = new TrainRun(parent);
    this.folder = parent.resolve("models-mails-run");
    this.checkpoints = folder.resolve("checkpoints");
  }

  @Test
  void withoutACheckpointARunBeginsAnew() {
    Path other = run.folder.resolve("other");

    assertThat(run.train("--resume")).as(run.err.toString()).isZero();
    assertThat(run.err.toString()).doesNotContain("going on after step");
    assertThat(run.train("--out=" + other)).isZero();

    assertThat(run.bundle.resolve("model.onnx"))
        .hasSameBinaryContentAs(other.resolve("model.onnx"));
  }

  @Test
  void aRunThatIsOverLeavesItsReportAndNoCheckpoints() {
    assertThat(run.train("--checkpoint-every=1")).isZero();

    assertThat(folder.resolve("run.json")).isRegularFile();
    assertThat(folder.resolve("report.html")).isRegularFile();
    assertThat(checkpoints).doesNotExist();
  }

  @Test
  void checkpointsThatNobodyAskedToGoOnFromAreRefused() throws IOException {
    Files.createDirectories(checkpoints);

    assertThat(run.train()).isEqualTo(2);
    assertThat(run.err.toString())
        .startsWith(folder + " holds checkpoints of a run that was cut off: go on with --resume");
    assertThat(checkpoints).isDirectory();
  }

  @Test
  void aFolderWithAFinishedRunIsRefusedAlsoToGoOn() throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("run.json"), "{}");

    for (String resume : new String[] {"--resume=false", "--resume"}) {
      assertThat(run.train(resume)).isEqualTo(2);
      assertThat(run.err.toString())
          .startsWith("--run " + folder + " holds a finished run already; give another folder");
    }
    assertThat(folder.resolve("run.json")).hasContent("{}");
  }

  @Test
  void aRunCutOffBetweenItsReportAndItsBundleGoesOn() throws IOException {
    Files.createDirectories(checkpoints.resolve("checkpoint.new"));
    Files.writeString(folder.resolve("run.json"), "{}");

    assertThat(run.train()).as("without being asked").isEqualTo(2);
    assertThat(run.train("--resume")).as(run.err.toString()).isZero();

    assertThat(run.bundle).isDirectory();
    assertThat(folder.resolve("run.json")).content().contains("\"preset\"");
    assertThat(checkpoints).doesNotExist();
  }

  @Test
  void aFileWhereTheRunsFolderShouldBeIsRefused() {
    assertThat(run.train("--run=" + run.data)).isEqualTo(2);
    assertThat(run.err.toString())
        .startsWith("--run " + run.data + " is a file, expected a folder or nothing");
  }

  @Test
  void theFolderIsTheUsersToChoose() {
    Path other = run.folder.resolve("reports/first");

    assertThat(run.train("--run=" + other)).isZero();

    assertThat(other.resolve("report.html")).isRegularFile();
    assertThat(folder).doesNotExist();
  }

  @Test
  void anImpossibleIntervalIsRefused() {
    assertThat(run.train("--checkpoint-every=-1")).isEqualTo(2);
    assertThat(run.err.toString()).startsWith("--checkpoint-every must be 0 or above, found -1");
  }

  @Test
  void theColumnsThatWereAskedForAreInTheBundle() {
    assertThat(run.train("--text-column=1", "--label-column=label"))
        .as(run.err.toString())
        .isZero();

    assertThat(run.manifest().getProvenance())
        .containsEntry("textColumn", "1")
        .containsEntry("labelColumn", "label");
  }

  @Test
  void aDamagedCheckpointIsOneLine() throws IOException {
    Path damaged = Files.createDirectories(checkpoints.resolve("checkpoint-000000003"));
    Files.writeString(damaged.resolve("run.json"), "{");

    assertThat(run.train("--resume")).isEqualTo(1);
    assertThat(run.err.toString().lines())
        .last()
        .asString()
        .startsWith("train: the checkpoint in " + checkpoints + " cannot be read: ");
  }
}
