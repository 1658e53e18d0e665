package io.leebert.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command in a process of its own, killed at moments it did not choose. */
class KilledTrainingTest {

  private static final String[] OPTIONS = {
    "--epochs=5", "--batch-size=16", "--dropout=0.1", "--checkpoint-every=1", "--resume"
  };
  private static final int LONGEST_MILLISECONDS = 150;

  private final TrainRun run;
  private final Random random = new Random(16);

  KilledTrainingTest(@TempDir Path folder) {
    this.run = new TrainRun(folder);
  }

  @Test
  void aRunThatIsKilledAgainAndAgainEndsInTheSameModel() throws Exception {
    killedAfter("training: at most");
    killedAfter("epoch    loss");
    assertOtherSettingsAreRefused();
    // Says so only where it does not begin anew.
    assertThat(killedAfter("going on after step").lines())
        .last()
        .asString()
        .startsWith("going on after step");
    killedAfter("writing the report");
    killedAfter("writing the bundle");

    if (!Files.exists(run.bundle)) {
      assertThat(run.train(OPTIONS)).as(run.err.toString()).isZero();
    }

    Path whole = run.folder.resolve("whole");
    String[] uninterrupted = OPTIONS.clone();
    uninterrupted[uninterrupted.length - 1] = "--out=" + whole;
    assertThat(run.train(uninterrupted)).isZero();
    assertThat(run.bundle.resolve("model.onnx"))
        .hasSameBinaryContentAs(whole.resolve("model.onnx"));
    assertThat(run.folder.resolve("models-mails-run/run.json")).isRegularFile();
    assertThat(run.folder.resolve("models-mails-run/report.html")).isRegularFile();
  }

  private TrainProcess killedAfter(String line) throws InterruptedException {
    try (TrainProcess process = run.start(OPTIONS)) {
      if (process.says(line)) {
        process.runs(random.nextInt(LONGEST_MILLISECONDS));
        assertThat(process.lines())
            .as("killed, or done in time")
            .noneMatch(said -> said.matches("ended with (?!0$).*"));
      } else {
        assertThat(run.bundle).as("%s", process.lines()).isDirectory();
      }
      return process;
    }
  }

  private void assertOtherSettingsAreRefused() {
    String[] other = OPTIONS.clone();
    other[2] = "--dropout=0";

    assertThat(run.train(other)).isEqualTo(1);
    assertThat(run.err.toString()).contains("its dropout is 0.1, this run's is 0.0");

    String[] scored = Arrays.copyOf(OPTIONS, OPTIONS.length + 1);
    scored[OPTIONS.length] = "--metric=matthews";
    assertThat(run.train(scored)).isEqualTo(1);
    assertThat(run.err.toString()).contains("its metric is accuracy, this run's is matthews");
  }
}
