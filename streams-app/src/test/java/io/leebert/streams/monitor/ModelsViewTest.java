package io.leebert.streams.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.schemas.catalogue.Catalogue;
import io.leebert.schemas.catalogue.CatalogueKeys;
import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelEventType;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the page shows of the models topic. */
class ModelsViewTest {
  private static final String MODEL = "small";

  private final Catalogue catalogue = new Catalogue();
  private long offset;

  @Test
  void theVersionLastSpokenOfIsTheFirstWhateverTheClocksSay() {
    version("1", ModelEventType.PROMOTED, 3000);
    version("2", ModelEventType.CANDIDATE, 1000);
    version("3", ModelEventType.ROLLED_BACK, 2000);
    assertThat(ModelsView.of(catalogue, MODEL).versions())
        .containsExactly(
            new ModelsView.Version("3", "rolled back", false, 2000, ""),
            new ModelsView.Version("2", "candidate", false, 1000, ""),
            new ModelsView.Version("1", "promoted", true, 3000, ""));
  }

  @Test
  void theVersionInServiceIsThereHoweverManyCameAfterIt() {
    version("first", ModelEventType.PROMOTED, 0);
    version("service", ModelEventType.PROMOTED, 0);
    for (int later = 1; later <= 40; later++) {
      version("later-" + later, ModelEventType.CANDIDATE, later);
    }
    assertThat(ModelsView.of(catalogue, MODEL).versions())
        .hasSize(13)
        .extracting(ModelsView.Version::version)
        .startsWith("later-40", "later-39")
        .endsWith("later-29", "service");
  }

  @Test
  void aRollbackGoesToTheVersionPromotedBeforeTheOneInService() {
    version("2", ModelEventType.PROMOTED, 0);
    version("1", ModelEventType.PROMOTED, 0);
    version("3", ModelEventType.CANDIDATE, 0);
    assertThat(ModelsView.of(catalogue, MODEL).previous()).isEqualTo("2");
    version("2", ModelEventType.PROMOTED, 0);
    assertThat(ModelsView.of(catalogue, MODEL).previous()).isEqualTo("1");
  }

  @Test
  void whereNoneWasPromotedBeforeTheOneInServiceThereIsNoneToGoBackTo() {
    assertThat(ModelsView.of(catalogue, MODEL).previous()).isNull();
    version("1", ModelEventType.PROMOTED, 0);
    version("2", ModelEventType.CANDIDATE, 0);
    version("3", ModelEventType.REJECTED, 0);
    assertThat(ModelsView.of(catalogue, MODEL).previous()).isNull();
    version("4", ModelEventType.PROMOTED, 0);
    assertThat(ModelsView.of(catalogue, MODEL).previous()).isEqualTo("1");
    version("1", ModelEventType.PROMOTED, 0);
    version("4", ModelEventType.ROLLED_BACK, 0);
    assertThat(ModelsView.of(catalogue, MODEL).previous()).as("left, not to go to again").isNull();
  }

  @Test
  void otherModelsAreNoneOfItsBusiness() {
    catalogue.apply(
        0,
        0,
        CatalogueKeys.model("other", "1"),
        event(ModelEventType.PROMOTED).setModel("other").build());
    ModelsView view = ModelsView.of(catalogue, MODEL);
    assertThat(view.model()).isEqualTo(MODEL);
    assertThat(view.previous()).isNull();
    assertThat(view.versions()).isEmpty();
    assertThat(view.instances()).isEmpty();
  }

  @Test
  void aMessageIsShownByItsFirstLineAndNotAtAnyLength() {
    say("one", ModelEventType.ACCEPTED, "begins\n| a | table |");
    say("two", ModelEventType.ACCEPTED, "x".repeat(1000));
    say("three", ModelEventType.ACCEPTED, null);
    assertThat(ModelsView.of(catalogue, MODEL).work())
        .extracting(ModelsView.Work::message)
        .containsExactly("begins", "x".repeat(200) + " ...", "");
  }

  @Test
  void workUnderWayIsThereUntilItHasEnded() {
    ModelEvent halfway =
        event(ModelEventType.PROGRESS)
            .setCommandId("r")
            .setProgress(0.5)
            .setSecondsLeft(90.0)
            .setScores(Map.of("last", 0.9, "average", 0.8))
            .build();
    catalogue.apply(offset++, 0, CatalogueKeys.command("r"), halfway);
    assertThat(ModelsView.of(catalogue, MODEL).work())
        .containsExactly(new ModelsView.Work("r", "", 0.5, 90.0, 0.9));
    for (ModelEventType end :
        new ModelEventType[] {
          ModelEventType.DONE,
          ModelEventType.REFUSED,
          ModelEventType.CANCELLED,
          ModelEventType.COMMAND_FAILED
        }) {
      say("r", end, "ended");
      assertThat(ModelsView.of(catalogue, MODEL).work()).as(end.name()).isEmpty();
    }
  }

  @Test
  void anInstanceSaysWhatItServesOrCannot() {
    instance("pod-1", "7", ModelEventType.SERVING);
    instance("pod-2", "8", ModelEventType.LOAD_FAILED);
    assertThat(ModelsView.of(catalogue, MODEL).instances())
        .containsExactly(
            new ModelsView.Instance("pod-1", "7", "serving"),
            new ModelsView.Instance("pod-2", "8", "load failed"));
    // It has ended and taken its word back.
    catalogue.apply(offset++, 0, CatalogueKeys.instance(MODEL, "pod-1"), null);
    assertThat(ModelsView.of(catalogue, MODEL).instances())
        .extracting(ModelsView.Instance::instance)
        .containsExactly("pod-2");
  }

  @Test
  void aViewStaysAsItWasWhileTheCatalogueGoesOn() {
    version("1", ModelEventType.PROMOTED, 0);
    ModelsView before = ModelsView.of(catalogue, MODEL);
    version("2", ModelEventType.PROMOTED, 0);
    assertThat(before.versions()).extracting(ModelsView.Version::version).containsExactly("1");
  }

  private void version(String version, ModelEventType type, long millis) {
    catalogue.apply(
        offset++,
        millis,
        CatalogueKeys.model(MODEL, version),
        event(type).setModelVersion(version).build());
  }

  private void say(String command, ModelEventType type, @Nullable String message) {
    catalogue.apply(
        offset++,
        0,
        CatalogueKeys.command(command),
        event(type).setCommandId(command).setMessage(message).build());
  }

  private void instance(String instance, String version, ModelEventType type) {
    catalogue.apply(
        offset++,
        0,
        CatalogueKeys.instance(MODEL, instance),
        event(type).setInstance(instance).setModelVersion(version).build());
  }

  private static ModelEvent.Builder event(ModelEventType type) {
    return ModelEvent.newBuilder().setModel(MODEL).setModelVersion("1").setType(type);
  }
}
