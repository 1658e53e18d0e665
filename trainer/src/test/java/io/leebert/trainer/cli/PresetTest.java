package io.leebert.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.trainer.backbone.Activation;
import io.leebert.trainer.backbone.Backbone;
import io.leebert.trainer.backbone.BackboneConfig;
import io.leebert.trainer.backbone.TinyBackbone;
import io.leebert.trainer.data.Columns;
import io.leebert.trainer.data.LabelledTextReader;
import io.leebert.trainer.data.SpellingTokenizer;
import io.leebert.trainer.train.Hyperparameters;
import io.leebert.trainer.train.LineProgress;
import io.leebert.trainer.train.Preset;
import io.leebert.trainer.train.TrainingResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What every preset stands for, as the paper's tables have it, and that it trains. */
class PresetTest {

  private static final int LAYERS = 9;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "full, none, last-exit, 0, patience, false",
    "first-6, none, last-exit, 6, patience, false",
    "first-9, none, last-exit, 9, patience, false",
    "pabee, none, layer, 0, patience, false",
    "deebert, none, last-exit, 0, entropy, true",
    "shallow-deep, none, uniform, 0, confidence, false",
    "fastbert, last, uniform, 0, patience, false",
    "fastbert-clo, last, clo-v2, 0, patience, false",
    "leebert, all, clo-v2, 0, patience, false",
    "leebert-lle, later, clo-v2, 0, patience, false",
    "leebert-uniform, all, uniform, 0, patience, false",
    "leebert-random, all, random, 0, patience, false",
    "leebert-slo, all, slo, 0, patience, false",
    "leebert-blo, all, blo, 0, patience, false",
    "leebert-clo-v1, all, clo-v1, 0, patience, false",
    "leebert-hyper, all, clo-hyper, 0, patience, false",
    "paper, all, clo-v2, 0, patience, false"
  })
  void aPresetIsTeachersWeightsLayersExitRuleAndStages(
      String preset, String teachers, String weights, String layers, String exitBy, String stages) {
    assertThat(settings("--preset=" + preset).described())
        .containsEntry("teachers", teachers)
        .containsEntry("weights", weights)
        .containsEntry("layers", layers)
        .containsEntry("exitBy", exitBy)
        .containsEntry("twoStages", stages);
  }

  @ParameterizedTest
  @EnumSource(Preset.class)
  void allButThePapersShareTheExitsThatServeBest(Preset preset) {
    boolean literal = preset == Preset.PAPER;

    Map<String, String> described = settings("--preset=" + preset.flag()).described();

    assertThat(described)
        .containsEntry("weightForm", literal ? "raw" : "normalized")
        .containsEntry("pooling", literal ? "cls" : "mean")
        .containsEntry("standardize", Boolean.toString(!literal))
        .containsEntry("earnedVotes", Boolean.toString(!literal))
        .containsEntry("calibrate", Boolean.toString(!literal))
        .containsEntry("freezeEmbeddings", Boolean.toString(!literal))
        .containsEntry("dropout", literal ? "0.1" : "0.0")
        .containsEntry("learningRate", literal ? "2.0E-5" : "1.0E-4")
        .containsEntry("exitLearningRate", literal ? "2.0E-5" : "0.005");
  }

  @Test
  void partsOfAPresetCanBeChanged() {
    assertThat(
            settings(
                    "--preset=paper",
                    "--teachers=later",
                    "--weights=clo-v1",
                    "--weight-form=normalized",
                    "--pooling=mean",
                    "--standardize",
                    "--earned-votes=true",
                    "--calibrate",
                    "--exit-by=entropy",
                    "--layers=3",
                    "--dropout=0")
                .described())
        .containsEntry("teachers", "later")
        .containsEntry("weights", "clo-v1")
        .containsEntry("weightForm", "normalized")
        .containsEntry("pooling", "mean")
        .containsEntry("standardize", "true")
        .containsEntry("earnedVotes", "true")
        .containsEntry("calibrate", "true")
        .containsEntry("exitBy", "entropy")
        .containsEntry("layers", "3")
        .containsEntry("dropout", "0.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--preset=bert|no preset is named bert; there are full, first-6",
        "--weights=clo|no weighting is named clo; there are last-exit, uniform",
      })
  void aNameThatThereIsNotIsAnsweredWithThoseThereAre(String option, String message) {
    assertThatThrownBy(() -> settings(option)).hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--preset=full --teachers=all|--weights last-exit has no distillation: it needs --teachers none",
        "--preset=deebert --weights=uniform|two stages begin with --weights last-exit, found uniform",
      })
  void partsThatContradictEachOtherAreRefused(String options, String message) {
    assertThatThrownBy(() -> settings(options.split(" ")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @EnumSource(Preset.class)
  void everyPresetTrains(Preset preset) throws IOException {
    TrainingResult result = train(settings("--preset=" + preset.flag(), "--epochs=1"));

    int layers = preset.layers() == 0 ? LAYERS : preset.layers();
    assertThat(result.network().exits()).hasSize(layers);
    assertThat(result.network().backbone().config().layers()).isEqualTo(layers);
    assertThat(result.epochs()).hasSize(preset.twoStages() ? 2 : 1);
    assertThat(result.history().losses())
        .isNotEmpty()
        .allSatisfy(loss -> assertThat(loss.loss()).isFinite().isPositive());
    assertThat(result.history().weights().isEmpty()).isEqualTo(!preset.weighting().isLearned());
    assertThat(result.network().votes().get(layers - 1)).isTrue();
    if (preset == Preset.PAPER) {
      assertThat(result.network().votes()).as("nothing is to be earned").doesNotContain(false);
      assertThat(result.temperatures()).containsOnly(1.0);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FULL", "FIRST_6", "FIRST_9"})
  void whereOnlyTheLastExitIsTrainedOnlyItVotes(Preset preset) throws IOException {
    TrainingResult result = train(settings("--preset=" + preset.flag(), "--epochs=1"));

    int layers = result.network().exits().size();
    List<Boolean> expected = new ArrayList<>(Collections.nCopies(layers, false));
    expected.set(layers - 1, true);
    assertThat(result.network().votes()).isEqualTo(expected);
    assertThat(result.scores().trained()).isEqualTo(expected);
    assertThat(result.scores().average()).isEqualTo(result.scores().scores().get(layers - 1));
    assertThat(result.temperatures().subList(0, layers - 1)).containsOnly(1.0);
  }

  private static Hyperparameters settings(String... flags) {
    TrainingOptions options = new TrainingOptions();
    CommandSpec spec = CommandSpec.create();
    spec.addMixin("training", CommandSpec.forAnnotatedObject(options));
    new CommandLine(spec).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(flags);
    options.threads = 1;
    return options.toHyperparameters();
  }

  private TrainingResult train(Hyperparameters settings) throws IOException {
    Backbone backbone =
        TinyBackbone.of(
            new BackboneConfig(
                LAYERS, 8, 2, 16, SpellingTokenizer.size(), 24, 2, 1e-12f, Activation.GELU),
            0.15,
            SpellingTokenizer.json());
    Path csv = Files.writeString(folder.resolve("messages.csv"), TinyBundle.messages(120, 5));
    PrintWriter nothing = new PrintWriter(Writer.nullWriter());
    try (LineProgress progress = new LineProgress(nothing, System::nanoTime)) {
      return new TrainingJob(
              new LabelledTextReader(null, Columns.usual()).read(csv),
              null,
              0,
              0.2,
              24,
              null,
              settings)
          .run(backbone, nothing, progress)
          .result();
    }
  }
}
