package io.leebert.deploy.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.deploy.broker.EchoMain;
import io.leebert.deploy.sample.Message;
import io.leebert.deploy.sample.SampleSet;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest {
  private static final String LAUNCHER = EchoMain.class.getName();

  @TempDir Path folder;

  private QuickstartSettings settings(Path bundle) {
    return new QuickstartSettings(
        9, 7, 2, 1, List.of("--epochs", "2"), bundle, true, false, null, folder, "bin", LAUNCHER);
  }

  private QuickstartSettings settings() {
    return new QuickstartSettings(
        9, 7, 2, 1, List.of("--epochs", "2"), null, true, false, null, folder, "bin", LAUNCHER);
  }

  @Test
  void trainingNeverSeesTheMessagesThatAreSentLater() throws Exception {
    Training training = new Training(settings(), new Programs(LAUNCHER, folder), folder);

    training.writeSample(
        new SampleSet(
            List.of(new Message("one", "a"), new Message("two, or more", "b")),
            List.of(new Message("to be judged by", "a"), new Message("to be sent", "b"))));

    assertThat(training.train()).content().isEqualTo("text,label\none,a\n\"two, or more\",b\n");
    assertThat(folder.resolve("held-out.csv"))
        .content()
        .isEqualTo("text,label\nto be judged by,a\n");
  }

  @Test
  void trainingThatFailsIsToldWithItsLastWords() throws Exception {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    PrintStream progress = new PrintStream(shown, true, StandardCharsets.UTF_8);
    Path work = Files.createDirectory(folder.resolve("work"));
    try (Teardown teardown = Teardown.install(folder, "scene")) {
      Training training = new Training(settings(), new Programs(LAUNCHER, work), work);
      // This launcher knows no such command.
      assertThatThrownBy(() -> training.run(teardown, progress))
          .isInstanceOf(QuickstartException.class)
          .hasMessageContaining("train ended with exit code 1")
          .hasMessageContaining("IllegalArgumentException: train");
    }
    assertThat(shown.toString(StandardCharsets.UTF_8)).contains("IllegalArgumentException: train");
  }

  @Test
  void aModelFromOutsideIsNotRetrained() {
    assertThat(settings().retrain()).isTrue();
    assertThat(settings(Path.of("models/mails")).retrain()).isFalse();
  }
}
