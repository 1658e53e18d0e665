package io.leebert.streams.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.event.ExitRuleSettings;
import io.leebert.schemas.event.ModelManifest;
import io.leebert.streams.fixture.Rows;
import io.leebert.streams.fixture.SmallGraph;
import io.leebert.streams.fixture.SmallModel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real ONNX Runtime session on a graph that can be worked out by hand. */
class OnnxClassifierTest {
  private static final SessionSettings CPU = new SessionSettings(Device.CPU, 1);

  @TempDir private Path folder;

  @Test
  void probabilitiesAreTheGraphsInTheOrderOfTheRows() {
    try (OnnxClassifier classifier = open(SmallGraph.sound())) {
      List<Classification> answers = classifier.classify(List.of(Rows.of(5), Rows.of(9)));
      assertProbabilities(answers.get(0), 5, 1);
      assertProbabilities(answers.get(1), 9, 1);
    }
  }

  @Test
  void rowsOfAllLengthsShareABatchAndPaddingChangesNothing() {
    try (OnnxClassifier classifier = open(SmallGraph.sound())) {
      List<Classification> together =
          classifier.classify(List.of(Rows.of(5, 2), Rows.of(9, 7), Rows.of(20, 1)));
      assertProbabilities(together.get(0), 5, 2);
      assertProbabilities(together.get(1), 9, 7);
      assertProbabilities(together.get(2), 20, 1);
      // The buffers of the large batch are used again for the small one.
      assertProbabilities(classifier.classify(List.of(Rows.of(5, 2))).get(0), 5, 2);
    }
  }

  @Test
  void aClosedNetworkRefusesInsteadOfCrashingAndMayBeClosedTwice() {
    OnnxClassifier classifier = open(SmallGraph.sound());
    classifier.close();
    classifier.close();
    assertThatThrownBy(() -> classifier.classify(List.of(Rows.of(5))))
        .isInstanceOf(InferenceException.class)
        .hasMessage("the network is closed");
  }

  @Test
  void closingWaitsForTheBatchThatRuns() throws InterruptedException {
    OnnxClassifier classifier = open(SmallGraph.sound());
    List<Row> rows = Collections.nCopies(500, Rows.of(5, 8));
    CountDownLatch running = new CountDownLatch(1);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread device =
        new Thread(
            () -> {
              try {
                while (true) {
                  assertThat(classifier.classify(rows)).hasSize(500);
                  running.countDown();
                }
              } catch (Throwable t) {
                failure.set(t);
              }
            });
    device.start();
    running.await();
    classifier.close(); // A session freed under a run would end this process.
    device.join();
    assertThat(failure.get()).hasMessage("the network is closed");
  }

  @Test
  void everyRowOfABatchHasItsOwnPatience() {
    try (OnnxClassifier classifier = open(SmallGraph.sound())) {
      List<Row> rows = List.of(patient(0), patient(3), patient(1), patient(4));
      assertThat(classifier.classify(rows))
          .extracting(Classification::exitLayer)
          .containsExactly(1, 4, 2, 4);
    }
  }

  @Test
  void theManifestsThresholdsReachTheGraph() {
    ModelManifest manifest = SmallModel.manifest(false);
    manifest.setExitRule(
        ExitRuleSettings.newBuilder().setPatience(4).setMinConfidence(0.34f).build());
    // Three probabilities: the largest is always above a third.
    try (OnnxClassifier classifier = open(SmallGraph.sound(), manifest)) {
      assertThat(classifier.classify(List.of(patient(4))).get(0).exitLayer()).isEqualTo(1);
    }
  }

  @Test
  void largeBatchesGrowTheBuffers() {
    try (OnnxClassifier classifier = open(SmallGraph.sound())) {
      List<Row> rows = Collections.nCopies(64, Rows.of(7, 512));
      assertThat(classifier.classify(rows))
          .hasSize(64)
          .allSatisfy(answer -> assertProbabilities(answer, 7, 512));
    }
  }

  @Test
  void aTokenBeyondTheVocabularyFailsTheRunAndNotTheSession() {
    try (OnnxClassifier classifier = open(SmallGraph.sound())) {
      assertThatThrownBy(() -> classifier.classify(List.of(Rows.of(5), Rows.of(5000))))
          .isInstanceOf(InferenceException.class)
          .hasMessageContaining("batch of 2 rows");
      assertProbabilities(classifier.classify(List.of(Rows.of(5))).get(0), 5, 1);
    }
  }

  @Test
  void probabilitiesThatAreNoNumbersAreAFailure() {
    try (OnnxClassifier classifier = open(SmallGraph.sound().broken())) {
      assertThatThrownBy(() -> classifier.classify(List.of(Rows.of(5))))
          .isInstanceOf(InferenceException.class)
          .hasMessageContaining("NaN");
    }
  }

  @Test
  void anExitLayerTheModelDoesNotHaveIsAFailure() {
    ModelManifest manifest = SmallModel.manifest(false);
    manifest.setLayers(3);
    manifest.setVotes(List.of(true, true, true));
    try (OnnxClassifier classifier = open(SmallGraph.sound(), manifest)) {
      assertThatThrownBy(() -> classifier.classify(List.of(patient(3))))
          .hasMessage("the network has 3 layers, but a row left at layer 4");
    }
  }

  @Test
  void anotherNumberOfLabelsThanTheManifestNamesIsAFailure() {
    ModelManifest manifest = SmallModel.manifest(false);
    manifest.setLabels(List.of("yes", "no"));
    try (OnnxClassifier classifier = open(SmallGraph.sound(), manifest)) {
      assertThatThrownBy(() -> classifier.classify(List.of(Rows.of(5))))
          .hasMessageContaining("knows 2 labels")
          .hasMessageContaining("[1, 3]");
    }
  }

  @Test
  void aMissingInputIsNamedWithWhatTheModelHas() {
    assertThatThrownBy(() -> open(SmallGraph.sound().withoutInput("patience")))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("input patience (int64 of 1 dimensions) is missing")
        .hasMessageContaining("Its inputs: {input_ids=int64 of 2 dimensions");
  }

  @Test
  void anInputNobodyFillsIsNamed() {
    assertThatThrownBy(() -> open(SmallGraph.sound().withInput("temperature")))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("input temperature is not one this server can fill");
  }

  @Test
  void aMissingOutputIsNamedWithWhatTheModelHas() {
    assertThatThrownBy(() -> open(SmallGraph.sound().renamingOutput("probabilities", "scores2")))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("output probabilities (float of 2 dimensions) is missing")
        .hasMessageContaining("scores2=float of 2 dimensions");
  }

  @Test
  void aFileThatIsNoModelIsNamed() {
    assertThatThrownBy(() -> open(new byte[] {1, 2, 3}, SmallModel.manifest(false)))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("cannot open the model")
        .hasMessageContaining("model.onnx");
  }

  @Test
  void aGpuThatIsNotInThisBuildIsAnErrorWithTheWayOut() {
    ModelBundle bundle = write(SmallGraph.sound().bytes(), SmallModel.manifest(false));
    assertThatThrownBy(() -> OnnxClassifier.open(bundle, new SessionSettings(new Device(99), 1)))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("cuda:99")
        .hasMessageContaining("leebert.device=cpu");
  }

  @Test
  void aBundleIsLoadedWithItsTokenizer() {
    ModelBundle bundle = write(SmallGraph.sound().bytes(), SmallModel.manifest(false));
    try (LoadedModel model = LoadedModel.load(bundle, CPU)) {
      TokenizedText tokens = model.tokenize("1 2", null);
      assertThat(tokens.length()).isEqualTo(4);
      assertThat(model.classifier().classify(List.of(new Row(tokens, 2)))).hasSize(1);
      assertThat(model.name()).isEqualTo("small 7");
    }
  }

  private static Row patient(int patience) {
    return new Row(Rows.of(5).tokens(), patience);
  }

  private static void assertProbabilities(Classification answer, long id, int length) {
    double[] expected = new double[SmallModel.LABELS.size()];
    double sum = 0;
    for (int label = 0; label < expected.length; label++) {
      expected[label] = Math.exp(length * (double) SmallGraph.score(id, label));
      sum += expected[label];
    }
    for (int label = 0; label < expected.length; label++) {
      assertThat(answer.probabilities()[label] / 1.0)
          .isCloseTo(expected[label] / sum, within(1e-4));
    }
  }

  private OnnxClassifier open(SmallGraph graph) {
    return open(graph, SmallModel.manifest(false));
  }

  private OnnxClassifier open(SmallGraph graph, ModelManifest manifest) {
    return open(graph.bytes(), manifest);
  }

  private OnnxClassifier open(byte[] model, ModelManifest manifest) {
    return OnnxClassifier.open(write(model, manifest), CPU);
  }

  private ModelBundle write(byte[] model, ModelManifest manifest) {
    return ModelBundle.write(folder.resolve("bundle"), manifest, model, SmallModel.json());
  }
}
