package io.leebert.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.event.ModelManifest;
import io.leebert.streams.autoscale.CostProfile;
import io.leebert.streams.autoscale.ModelPace;
import io.leebert.streams.autoscale.PatienceOrder;
import io.leebert.streams.configuration.PatienceChoice;
import io.leebert.streams.configuration.ServeSettings;
import io.leebert.streams.fixture.Settings;
import io.leebert.streams.fixture.SmallModel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartLineTest {

  private static final Path TRAINED = Path.of("src/test/resources/tiny-bundle");

  @Test
  void theSettingsThatMatterAreInOneLineAndSecretsAreNot() {
    ServeSettings settings =
        Settings.with(
            "sasl.jaas.config", "password=hunter2",
            "schema.registry.url", "http://user:hunter2@registry",
            "leebert.input.format", "json");
    assertThat(StartLine.of(settings, pace(settings, SmallModel.manifest(false))))
        .isEqualTo(
            "text-events (json) -> predictions, dead letters to text-events-dlq; application app"
                + " at 127.0.0.1:1; patience 2 (the model's); batches of 64 after 5 ms, 256 may"
                + " wait");
  }

  @Test
  void aPatienceOfTheUsersOwnIsNotCalledTheModels() {
    ServeSettings settings = Settings.with("leebert.patience", "1");
    assertThat(StartLine.of(settings, pace(settings, SmallModel.manifest(false))))
        .contains("patience 1; batches");
  }

  @Test
  void aPatienceThatFollowsTheLoadSaysWhatItAimsAtAndOneByOrderWhatItIs() {
    ServeSettings settings = Settings.with("leebert.lag.target.ms", "750");
    try (ModelBundle bundle = ModelBundle.read(TRAINED)) {
      ModelPace pace = pace(settings, bundle.manifest());
      assertThat(StartLine.of(settings, pace))
          .contains("patience auto, for events no older than 750 ms; batches");
      pace.obey(new PatienceOrder(2, null, null));
      assertThat(StartLine.of(settings, pace)).contains("patience 2; batches");
    }
  }

  private static ModelPace pace(ServeSettings settings, ModelManifest manifest) {
    PatienceChoice choice = settings.autoscale();
    CostProfile costs = CostProfile.fit(List.of(new CostProfile.Run(1, 20, 4, 4, 1000)), 4);
    return new ModelPace(
        new ModelPace.Usual(choice.fixed(), choice.allowed(), choice.settings(), 64),
        manifest,
        costs,
        null);
  }
}
