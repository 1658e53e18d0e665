package io.leebert.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.bundle.BundleException;
import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.streams.autoscale.ModelPace;
import io.leebert.streams.batch.Ticket;
import io.leebert.streams.configuration.ServeSettings;
import io.leebert.streams.fixture.LogLines;
import io.leebert.streams.fixture.Rows;
import io.leebert.streams.fixture.Settings;
import io.leebert.streams.fixture.SmallBundle;
import io.leebert.streams.fixture.SmallGraph;
import io.leebert.streams.fixture.SmallModel;
import io.leebert.streams.inference.DeviceMissingException;
import io.leebert.streams.inference.InferenceException;
import io.leebert.streams.inference.ModelLoadException;
import io.leebert.streams.models.ServedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
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
      assertThat(service.slot().current().model().name()).isEqualTo("small 7");
    }
  }

  @Test
  void aClosedServiceTakesNoMoreAndItsModelIsFree() {
    ModelService service = start(SmallBundle.write(folder));
    ServedModel served = service.slot().get();
    Ticket ticket = new Ticket(served.network(), Rows.of(5), 0);
    service.close();
    assertThatThrownBy(() -> service.batcher().offer(ticket)).hasMessageContaining("closed");
    assertThatThrownBy(() -> service.slot().get()).hasMessageContaining("out of service");
    service.batcher().cancel(List.of(ticket));
    assertThat(served.network().holders()).isZero();
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
            () -> start(Settings.with("leebert.bundle", bundle, "leebert.device", "cuda:7")))
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
            start(
                Settings.with(
                    "leebert.bundle",
                    bundle,
                    "leebert.device",
                    "cuda:7",
                    "leebert.device.required",
                    "false"))) {
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
    assertThatThrownBy(() -> start(Settings.with("leebert.bundle", bundle, key, "9")))
        .isInstanceOf(StartException.class)
        .hasMessage(key + " is 9, but small has 4 layers: expected 0 to 4");
  }

  @Test
  void aBundleWithAQualityProfileIsServedAtADepthThatFollowsTheLoad() {
    try (ModelService service = start(TRAINED)) {
      assertThat(pace(service).followsLoad()).isTrue();
      assertThat(pace(service).patience()).isEqualTo(3);
    }
    for (String fixed : new String[] {"bundle", "1"}) {
      try (ModelService service =
          start(Settings.with("leebert.bundle", TRAINED.toString(), "leebert.patience", fixed))) {
        assertThat(pace(service).followsLoad()).isFalse();
        assertThat(pace(service).patience()).isEqualTo(fixed.equals("1") ? 1 : 2);
      }
    }
  }

  @Test
  void autoNeedsAProfileAndLimitsThatItKnows() {
    String bundle = SmallBundle.write(folder).toString();
    assertThatThrownBy(
            () -> start(Settings.with("leebert.bundle", bundle, "leebert.patience", "auto")))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("leebert.patience is auto, but small 7 has no quality profile");
    try (ModelService service = start(Path.of(bundle))) {
      assertThat(pace(service).followsLoad()).as("not asked for by name").isFalse();
    }
  }

  private static ModelService start(Path bundle) {
    return start(Settings.with("leebert.bundle", bundle.toString()));
  }

  private static ModelService start(ServeSettings settings) {
    try (ModelBundle bundle = ModelBundle.read(Objects.requireNonNull(settings.bundle()))) {
      return ModelService.start(settings, Boundary.PLAIN, bundle, System::nanoTime);
    }
  }

  private static ModelPace pace(ModelService service) {
    return ModelLoader.paceOf(service.slot().current());
  }
}
