package io.leebert.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.bundle.BundleException;
import io.leebert.streams.batch.Ticket;
import io.leebert.streams.fixture.LogLines;
import io.leebert.streams.fixture.Rows;
import io.leebert.streams.fixture.Settings;
import io.leebert.streams.fixture.SmallBundle;
import io.leebert.streams.fixture.SmallGraph;
import io.leebert.streams.fixture.SmallModel;
import io.leebert.streams.inference.DeviceMissingException;
import io.leebert.streams.inference.InferenceException;
import io.leebert.streams.inference.ModelLoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelServiceTest {
  private static final Path TRAINED = Path.of("src", "test", "resources", "tiny-bundle");

  @TempDir private Path folder;

  @Test
  void aBundleIsReadyWhenItHasAnsweredOnce() {
    Path bundle = SmallBundle.write(folder);
    try (ModelService service = start(bundle)) {
      assertThat(service.example().getModel()).isEqualTo("small");
      assertThat(service.example().getProbabilities()).containsOnlyKeys(SmallModel.LABELS);
      assertThat(service.slot().get().name()).isEqualTo("small 7");
      assertThat(service.batcher().counters().rows()).isEqualTo(1);
    }
  }

  @Test
  void aClosedServiceTakesNoMore() {
    ModelService service = start(SmallBundle.write(folder));
    service.close();
    assertThatThrownBy(
            () ->
                service
                    .batcher()
                    .offer(new Ticket(service.slot().get().classifier(), Rows.of(5), 0)))
        .hasMessageContaining("closed");
  }

  @Test
  void aBundleThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> start(folder.resolve("none")))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("none");
  }

  @Test
  void aDamagedBundleIsNotLoaded() throws IOException {
    Path bundle = SmallBundle.write(folder);
    byte[] model = Files.readAllBytes(bundle.resolve("model.onnx"));
    model[model.length / 2] ^= 1;
    Files.write(bundle.resolve("model.onnx"), model);
    assertThatThrownBy(() -> start(bundle))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("model.onnx");
  }

  @Test
  void aGraphOfTheWrongShapeIsNamedWithWhatItHas() {
    Path bundle = SmallBundle.write(folder, SmallGraph.sound().withoutInput("max_entropy"));
    assertThatThrownBy(() -> start(bundle))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("max_entropy");
  }

  @Test
  void aModelThatCannotAnswerAtAllIsNotServed() {
    Path bundle = SmallBundle.write(folder, SmallGraph.sound().broken());
    assertThatThrownBy(() -> start(bundle))
        .isInstanceOf(InferenceException.class)
        .hasMessageStartingWith("small 7 cannot classify even one word");
  }

  @Test
  void aGpuThatIsNotThereIsAnErrorThatSaysWhatToDo() {
    String bundle = SmallBundle.write(folder).toString();
    assertThatThrownBy(
            () ->
                ModelService.start(
                    Settings.with("leebert.bundle", bundle, "leebert.device", "cuda:7"),
                    Boundary.PLAIN,
                    System::nanoTime))
        .isInstanceOf(DeviceMissingException.class)
        .hasMessageContaining("cuda:7")
        .hasMessageContaining("leebert.device=cpu")
        .hasMessageContaining("leebert.device.required=false");
  }

  @Test
  void aGpuThatIsOnlyWantedGivesWayToTheProcessorAndTheLogSaysSo() {
    String bundle = SmallBundle.write(folder).toString();
    try (LogLines log = LogLines.of(ModelService.class);
        ModelService service =
            ModelService.start(
                Settings.with(
                    "leebert.bundle",
                    bundle,
                    "leebert.device",
                    "cuda:7",
                    "leebert.device.required",
                    "false"),
                Boundary.PLAIN,
                System::nanoTime)) {
      assertThat(service.example().getModel()).isEqualTo("small");
      assertThat(log.lines())
          .anySatisfy(
              line ->
                  assertThat(line)
                      .startsWith("WARN cuda:7 is not there")
                      .contains("the network runs on the processor"))
          .anySatisfy(line -> assertThat(line).startsWith("INFO small 7").contains("runs on cpu"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"leebert.patience.min", "leebert.patience.max"})
  void limitsOfAutoBeyondTheLayersAreRefusedByName(String key) {
    String bundle = SmallBundle.write(folder).toString();
    assertThatThrownBy(
            () ->
                ModelService.start(
                    Settings.with("leebert.bundle", bundle, key, "9"),
                    Boundary.PLAIN,
                    System::nanoTime))
        .isInstanceOf(StartException.class)
        .hasMessage(key + " is 9, but small has 4 layers: expected 0 to 4");
  }

  @Test
  void aBundleWithAQualityProfileIsServedAtADepthThatFollowsTheLoad() {
    try (ModelService service = start(TRAINED)) {
      assertThat(service.autoscaler()).isNotNull();
    }
    for (String fixed : new String[] {"bundle", "1"}) {
      try (ModelService service =
          ModelService.start(
              Settings.with("leebert.bundle", TRAINED.toString(), "leebert.patience", fixed),
              Boundary.PLAIN,
              System::nanoTime)) {
        assertThat(service.autoscaler()).isNull();
      }
    }
  }

  @Test
  void autoNeedsAProfileAndLimitsThatItKnows() {
    String bundle = SmallBundle.write(folder).toString();
    assertThatThrownBy(
            () ->
                ModelService.start(
                    Settings.with("leebert.bundle", bundle, "leebert.patience", "auto"),
                    Boundary.PLAIN,
                    System::nanoTime))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("leebert.patience is auto, but small 7 has no quality profile");
    try (ModelService service = start(Path.of(bundle))) {
      assertThat(service.autoscaler()).as("not asked for by name").isNull();
    }
  }

  private static ModelService start(Path bundle) {
    return ModelService.start(
        Settings.with("leebert.bundle", bundle.toString()), Boundary.PLAIN, System::nanoTime);
  }
}
