package io.leebert.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.catalogue.Catalogue;
import io.leebert.schemas.catalogue.CatalogueKeys;
import io.leebert.schemas.event.ModelEvent;
import io.leebert.schemas.event.ModelEventType;
import io.leebert.schemas.store.BundleStores;
import io.leebert.streams.configuration.ServeSettings;
import io.leebert.streams.fixture.Settings;
import io.leebert.streams.fixture.TinyVersions;
import io.leebert.streams.inference.ModelLoadException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which version an application starts with. */
class FirstModelTest {
  @TempDir private Path folder;

  private final Catalogue catalogue = new Catalogue();
  private final MockProducer<byte[], byte[]> reported =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final InstanceReports reports =
      new InstanceReports("models", "host-7", Serdes.predictions(Settings.with()), () -> reported);
  private long offset;

  @AfterEach
  void close() {
    reports.close();
  }

  @Test
  void itIsTheVersionPromotedLastWhateverTheBundleIs() {
    promote("1", "2", "1");
    assertThat(started(settings("leebert.bundle", TinyVersions.TRAINED.toString())))
        .isEqualTo("1 of tiny");
  }

  @Test
  void whereNothingIsPromotedItIsTheBundle() {
    assertThat(started(settings("leebert.bundle", TinyVersions.TRAINED.toString())))
        .isEqualTo("1 of tiny");
  }

  @Test
  void whereNothingIsPromotedAndThereIsNoBundleItSaysWhatToDo() {
    assertThatThrownBy(() -> started(settings()))
        .isInstanceOf(StartException.class)
        .hasMessage(
            "no version of any model is promoted on models, and leebert.bundle is not set: promote"
                + " one (leebert control promote), or name a bundle to begin with");
    assertThatThrownBy(() -> started(settings("leebert.model", "tiny")))
        .hasMessageStartingWith("no version of tiny is promoted on models");
  }

  @Test
  void ofSeveralModelsOneMustBeNamed() {
    promote("1");
    apply("other", "9", ModelEventType.PROMOTED, "file:///none");
    assertThatThrownBy(() -> started(settings()))
        .hasMessage(
            "models has promoted versions of several models, other, tiny: say which is to be served"
                + " with leebert.model");
    assertThat(started(settings("leebert.model", "tiny"))).isEqualTo("1 of tiny");
  }

  @Test
  void aBundleOfAnotherModelIsNotServedInPlaceOfTheOneThatIsNamed() {
    assertThatThrownBy(
            () ->
                started(
                    settings(
                        "leebert.model",
                        "desk",
                        "leebert.bundle",
                        TinyVersions.TRAINED.toString())))
        .hasMessage(
            "leebert.model is desk, but leebert.bundle, which is served while no version of it is"
                + " promoted, holds tiny");
  }

  @Test
  void aDamagedVersionGivesWayToTheOnePromotedBeforeItAndIsReported() throws IOException {
    promote("1", "2");
    Path model = folder.resolve("2").resolve("model.onnx");
    byte[] bytes = Files.readAllBytes(model);
    bytes[9] ^= 1;
    Files.write(model, bytes);
    assertThat(started(settings())).isEqualTo("1 of tiny");
    reports.close();
    assertThat(reported.history())
        .anySatisfy(
            record ->
                assertThat(
                        new String(Objects.requireNonNull(record.value()), StandardCharsets.UTF_8))
                    .contains("model.onnx"));
  }

  @Test
  void aVersionThatCannotServeAndHasNoneBeforeItEndsTheStartWithTheCause() {
    promote("2");
    assertThatThrownBy(
            () ->
                new FirstModel(
                        settings(),
                        Objects.requireNonNull(settings().models()),
                        catalogue,
                        versions(),
                        reports,
                        System::nanoTime)
                    .start(
                        "tiny",
                        bundle -> {
                          throw new ModelLoadException("not such a graph", null);
                        }))
        .isInstanceOf(StartException.class)
        .hasMessage("no promoted version of tiny can serve: not such a graph");
  }

  @Test
  void aVersionThatCannotDoWhatTheSettingsAskForSaysSo() {
    promote("2");
    assertThatThrownBy(() -> started(settings("leebert.patience", "9")))
        .isInstanceOf(StartException.class)
        .hasMessage(
            "no promoted version of tiny can serve: leebert.patience is 9, but tiny has 4 layers:"
                + " expected 0 to 4");
  }

  @Test
  void aStoreThatIsAwayIsTriedForAsLongAsAStartMayTakeAndNothingElseIsServed() throws IOException {
    // A file system in trouble: a folder that leads to itself.
    Path loop = Files.createSymbolicLink(folder.resolve("loop"), folder.resolve("loop"));
    promote("1");
    for (Path away : List.of(folder.resolve("not-mounted").resolve("tiny"), loop)) {
      apply("tiny", "2", ModelEventType.PROMOTED, away.resolve("2").toUri().toString());
      assertTriedUntilTheStartHasTakenLongEnough(versions());
    }
  }

  @Test
  void aWorkFolderInTroubleIsTriedAsLong() throws IOException {
    promote("1");
    Path tar = folder.resolve("2.tar");
    try (ModelBundle bundle = TinyVersions.write(folder, "2")) {
      bundle.pack(tar);
    }
    apply("tiny", "2", ModelEventType.PROMOTED, tar.toUri().toString());
    Path loop = Files.createSymbolicLink(folder.resolve("loop"), folder.resolve("loop"));
    assertTriedUntilTheStartHasTakenLongEnough(
        new Versions(BundleStores.source(Map.of()), loop.resolve("work")));
  }

  private void assertTriedUntilTheStartHasTakenLongEnough(Versions versions) {
    FirstModel first =
        new FirstModel(
            settings(),
            Objects.requireNonNull(settings().models()),
            catalogue,
            versions,
            reports,
            System::nanoTime);
    assertThatThrownBy(
            () ->
                first.start(
                    "tiny",
                    bundle -> {
                      throw new AssertionError("1 is not to serve");
                    }))
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("tiny 2 is to serve and cannot be fetched: ")
        .hasMessageEndingWith("Tried for 1 s");
  }

  @Test
  void aBundleThatCallsItselfOtherwiseThanItWasAnnouncedIsRefused() {
    try (ModelBundle bundle = TinyVersions.write(folder, "2")) {
      apply("tiny", "3", ModelEventType.PROMOTED, bundle.directory().toUri().toString());
    }
    assertThatThrownBy(() -> started(settings()))
        .hasMessageContaining("calls itself tiny 2, but was announced as tiny 3");
  }

  @Test
  void aVersionWithoutAPlaceIsRefused() {
    apply("tiny", "3", ModelEventType.PROMOTED, "");
    assertThatThrownBy(() -> started(settings()))
        .hasMessageContaining("tiny 3 was promoted without saying where its bundle lies");
  }

  private void promote(String... versions) {
    for (String version : versions) {
      if (!Files.exists(folder.resolve(version))) {
        TinyVersions.write(folder, version).close();
      }
      apply("tiny", version, ModelEventType.PROMOTED, folder.resolve(version).toUri().toString());
    }
  }

  private void apply(String model, String version, ModelEventType type, String uri) {
    catalogue.apply(
        offset++,
        0,
        CatalogueKeys.model(model, version),
        ModelEvent.newBuilder()
            .setModel(model)
            .setModelVersion(version)
            .setType(type)
            .setUri(uri.isEmpty() ? null : uri)
            .build());
  }

  private Versions versions() {
    return new Versions(BundleStores.source(Map.of()), folder.resolve("work"));
  }

  /** Version and model that are begun with. */
  private String started(ServeSettings settings) {
    FirstModel first =
        new FirstModel(
            settings,
            Objects.requireNonNull(settings.models()),
            catalogue,
            versions(),
            reports,
            System::nanoTime);
    String name = first.name();
    FirstModel.Started started =
        first.start(
            name, bundle -> ModelService.start(settings, Boundary.PLAIN, bundle, System::nanoTime));
    try (ModelService service = started.service()) {
      assertThat(started.sha256()).hasSize(64);
      return service.slot().current().model().manifest().getModelVersion() + " of " + name;
    }
  }

  private static ServeSettings settings(String... keysAndValues) {
    String[] all = new String[keysAndValues.length + 6];
    System.arraycopy(
        new String[] {
          "leebert.models.topic", "models", "leebert.bundle", "", "leebert.start.timeout.ms", "1000"
        },
        0,
        all,
        0,
        6);
    System.arraycopy(keysAndValues, 0, all, 6, keysAndValues.length);
    return Settings.with(all);
  }
}
