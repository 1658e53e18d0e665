package io.leebert.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.trainer.backbone.BackboneConfig;
import io.leebert.trainer.backbone.Reference;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a user's folder to a bundle, whatever kind of backbone the folder holds. */
class BackboneKindsTest {

  @ParameterizedTest
  @ValueSource(strings = {"albert-groups", "albert-inner-fp16", "bert-sharded", "bert-onnx-dynamo"})
  void aBackboneOfEveryKindIsTrainedAndBecomesABundle(String name, @TempDir Path folder) {
    TrainRun run = new TrainRun(folder);
    Reference reference = Reference.of(name);

    // The bundle is written only where its graph agrees with the trained network.
    int code = run.train("--backbone=" + reference.folder(), "--max-rows=90");

    assertThat(code).as(run.err.toString()).isZero();
    BackboneConfig config = reference.backbone().config();
    assertThat(run.manifest().getLayers()).isEqualTo(config.layers());
    assertThat(run.manifest().getVocabularySize()).isEqualTo(config.vocabularySize());
  }
}
