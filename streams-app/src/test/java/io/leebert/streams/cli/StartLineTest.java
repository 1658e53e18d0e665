package io.leebert.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.streams.fixture.ScriptedClassifier;
import io.leebert.streams.fixture.Settings;
import io.leebert.streams.fixture.SmallModel;
import io.leebert.streams.inference.Device;
import io.leebert.streams.inference.LoadedModel;
import io.leebert.streams.inference.SessionSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StartLineTest {

  @Test
  void theSettingsThatMatterAreInOneLineAndSecretsAreNot() {
    try (LoadedModel model = SmallModel.around(new ScriptedClassifier())) {
      String line =
          StartLine.of(
              Settings.with(
                  "sasl.jaas.config", "password=hunter2",
                  "schema.registry.url", "http://user:hunter2@registry",
                  "leebert.input.format", "json"),
              model);
      assertThat(line)
          .isEqualTo(
              "text-events (json) -> predictions, dead letters to text-events-dlq; application app"
                  + " at 127.0.0.1:1; patience 2 (the model's); batches of 64 after 5 ms, 256 may"
                  + " wait");
    }
  }

  @Test
  void aPatienceOfTheUsersOwnIsNotCalledTheModels() {
    try (LoadedModel model = SmallModel.around(new ScriptedClassifier())) {
      assertThat(StartLine.of(Settings.with("leebert.patience", "1"), model))
          .contains("patience 1; batches");
    }
  }

  @Test
  void aPatienceThatFollowsTheLoadSaysWhatItAimsAt() {
    try (ModelBundle bundle = ModelBundle.read(Path.of("src/test/resources/tiny-bundle"));
        LoadedModel model = LoadedModel.load(bundle, new SessionSettings(Device.CPU, 1))) {
      assertThat(StartLine.of(Settings.with("leebert.lag.target.ms", "750"), model))
          .contains("patience auto, for events no older than 750 ms; batches");
    }
  }
}
