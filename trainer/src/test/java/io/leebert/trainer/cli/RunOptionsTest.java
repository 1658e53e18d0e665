package io.leebert.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run's folder may be, before anything is read. */
class RunOptionsTest {

  @TempDir Path folder;

  private final RunOptions options = new RunOptions();

  private Path bundle() {
    return folder.resolve("mails");
  }

  @Test
  void unlessItIsNamedTheFolderLiesBesideTheBundle() {
    assertThat(options.folder(bundle())).isEqualTo(folder.resolve("mails-run"));
    assertThat(options.folder(Path.of("mails"))).isEqualTo(Path.of("mails-run"));
    assertThat(options.folder(folder.resolve("x").resolve("..").resolve("mails")))
        .hasFileName("mails-run");
    assertThat(options.problem(bundle())).isEmpty();
  }

  @Test
  void aRunWithinItsBundleIsRefused() {
    for (Path inside :
        new Path[] {bundle(), bundle().resolve("run"), folder.resolve("x/../mails/run")}) {
      options.folder = inside;

      assertThat(options.problem(bundle()))
          .isEqualTo(
              "--run " + inside + " must not be the bundle or inside it; give another folder");
    }
    options.folder = folder.resolve("mails-2");
    assertThat(options.problem(bundle())).isEmpty();
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    options.folder = Files.writeString(folder.resolve("file"), "");

    assertThat(options.problem(bundle()))
        .isEqualTo("--run " + options.folder + " is a file, expected a folder or nothing");
  }

  @Test
  void aFinishedRunIsNeverWrittenOver() throws IOException {
    options.folder = Files.createDirectory(folder.resolve("run"));
    Files.writeString(options.folder.resolve("run.json"), "{}");

    String problem =
        "--run " + options.folder + " holds a finished run already; give another folder";
    assertThat(options.problem(bundle())).isEqualTo(problem);
    options.resume = true;
    assertThat(options.problem(bundle())).isEqualTo(problem);
  }

  @Test
  void aRunThatWasCutOffIsGoneOnWithOnlyWhenThatIsSaid() throws IOException {
    options.folder = folder.resolve("run");
    Path checkpoints = Files.createDirectories(options.folder.resolve("checkpoints"));

    assertThat(options.problem(bundle()))
        .isEqualTo(
            options.folder
                + " holds checkpoints of a run that was cut off: go on with --resume, or remove "
                + checkpoints);
    options.resume = true;
    assertThat(options.problem(bundle())).isEmpty();
  }

  @Test
  void checkpointsEveryMinusOneStepsAreRefused() {
    options.checkpointEvery = -1;

    assertThat(options.problem(bundle()))
        .isEqualTo("--checkpoint-every must be 0 or above, found -1");
  }
}
