package io.leebert.trainer.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.trainer.backbone.Precision;
import io.leebert.trainer.evaluate.Metric;
import io.leebert.trainer.train.Preset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings by name: defaults, all of them, and what is wrong with one. */
class RetrainSettingsTest {

  @Test
  void withoutAnySettingTheDefaultsHold() {
    RetrainSettings settings = RetrainSettings.of(Map.of(), 3);

    assertThat(settings.preset()).isEqualTo(Preset.LEEBERT);
    assertThat(settings.training().epochs()).isEqualTo(5);
    assertThat(settings.training().learningRate()).isEqualTo(1e-4);
    assertThat(settings.training().exitLearningRate()).isEqualTo(5e-3);
    assertThat(settings.training().batchSize()).isEqualTo(32);
    assertThat(settings.training().threads()).isEqualTo(3);
    assertThat(settings.fromCurrent()).isTrue();
    assertThat(settings.promotes()).isTrue();
    assertThat(settings.int8Bound()).isNull();
    assertThat(settings.maxLength()).isNull();
    assertThat(settings.metric()).isNull();
    assertThat(settings.patience()).isNull();
    assertThat(settings.gate()).isEqualTo(new GateRules(0.02, 0.1, 50, null));
    assertThat(settings.data().heldOutShare()).isEqualTo(0.2);
    assertThat(settings.data().leastRows()).isEqualTo(100);
    assertThat(settings.data().leastRowsPerLabel()).isEqualTo(20);
    assertThat(settings.data().newLabels()).isTrue();
    assertThat(settings.data().dropsLabels()).isFalse();
    assertThat(settings.described()).isEmpty();
  }

  @Test
  void everySettingIsRead() {
    Map<String, String> given = new HashMap<>();
    given.put("epochs", " 7 ");
    given.put("preset", "pabee");
    given.put("learning-rate", "2e-4");
    given.put("exit-learning-rate", "1e-2");
    given.put("batch-size", "16");
    given.put("seed", "-3");
    given.put("layers", "6");
    given.put("threads", "4");
    given.put("precision", "FP32");
    given.put("device", "cpu");
    given.put("max-rows", "5000");
    given.put("max-length", "64");
    given.put("metric", "macro-f1");
    given.put("patience", "3");
    given.put("backbone", "models/mine");
    given.put("warm-start", "backbone");
    given.put("new-labels", "refuse");
    given.put("missing-labels", "drop");
    given.put("held-out-share", "0.1");
    given.put("least-rows", "50");
    given.put("least-rows-per-label", "5");
    given.put("margin", "0.005");
    given.put("class-margin", "0");
    given.put("class-rows", "10");
    given.put("gate-patience", "2-6");
    given.put("promote", "manual");
    given.put("quantize", "int8");
    given.put("quantize-bound", "0.5");
    given.put("format", "tsv");
    given.put("text-column", "2");
    given.put("pair-column", "3");
    given.put("label-column", "1");
    given.put("header", "false");
    given.put("checkpoint-every", "10");
    assertThat(given.keySet()).containsExactlyInAnyOrderElementsOf(RetrainSetting.keys());

    RetrainSettings settings = RetrainSettings.of(given, 1);

    assertThat(settings.preset()).isEqualTo(Preset.PABEE);
    assertThat(settings.training().method())
        .isEqualTo(Preset.PABEE.usual(1, Precision.FP32, settings.training().device()).method());
    assertThat(settings.training().epochs()).isEqualTo(7);
    assertThat(settings.training().learningRate()).isEqualTo(2e-4);
    assertThat(settings.training().exitLearningRate()).isEqualTo(1e-2);
    assertThat(settings.training().batchSize()).isEqualTo(16);
    assertThat(settings.training().seed()).isEqualTo(-3);
    assertThat(settings.training().layers()).isEqualTo(6);
    assertThat(settings.training().threads()).isEqualTo(4);
    assertThat(settings.training().precision()).isEqualTo(Precision.FP32);
    assertThat(settings.maxLength()).isEqualTo(64);
    assertThat(settings.metric()).isEqualTo(Metric.MACRO_F1);
    assertThat(settings.patience()).isEqualTo(3);
    assertThat(settings.backbone()).hasToString("models/mine");
    assertThat(settings.fromCurrent()).isFalse();
    assertThat(settings.promotes()).isFalse();
    assertThat(settings.int8Bound()).isEqualTo(0.5);
    assertThat(settings.checkpointEvery()).isEqualTo(10);
    assertThat(settings.gate()).isEqualTo(new GateRules(0.005, 0, 10, new PatienceRange(2, 6)));
    DataRules data = settings.data();
    assertThat(data.maxRows()).isEqualTo(5000);
    assertThat(data.heldOutShare()).isEqualTo(0.1);
    assertThat(data.leastRows()).isEqualTo(50);
    assertThat(data.leastRowsPerLabel()).isEqualTo(5);
    assertThat(data.newLabels()).isFalse();
    assertThat(data.dropsLabels()).isTrue();
    assertThat(data.columns().text()).isEqualTo("2");
    assertThat(data.columns().header()).isFalse();
    assertThat(settings.described()).containsEntry("setting.seed", "-3").hasSameSizeAs(given);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "epoch | 3 | there is no setting epoch; did you mean epochs?",
        "learning_rate | 1 | there is no setting learning_rate; did you mean learning-rate?",
        "epochs | none | epochs must be a whole number of 1 or more, found 'none'",
        "epochs | 0 | epochs must be a whole number of 1 or more, found '0'",
        "batch-size | 1 | batch-size must be a whole number of 2 or more, found '1'",
        "seed | x | seed must be a whole number, found 'x'",
        "learning-rate | 0 | learning-rate must be a number above 0, found '0'",
        "learning-rate | NaN | learning-rate must be a number above 0, found 'NaN'",
        "learning-rate | Infinity | learning-rate must be a number above 0, found 'Infinity'",
        "held-out-share | 1 | held-out-share must be a number above 0 and below 1, found '1'",
        "margin | -1 | margin must be a number from 0 to 1, found '-1'",
        "margin | some | margin must be a number from 0 to 1, found 'some'",
        "warm-start | cold | warm-start must be current or backbone, found 'cold'",
        "promote | yes | promote must be auto or manual, found 'yes'",
        "precision | fp16 | precision must be fp32 or bf16, found 'fp16'",
        "quantize | int4 | quantize must be none or int8, found 'int4'",
        "max-rows | 30 | max-rows must be 0 for all, or at least the 100 of least-rows, found '30'",
        "gate-patience | 6-2 | gate-patience: expected a patience such as 4, or a range such as 2-6,"
            + " found '6-2'",
        "metric | auc | metric: unknown metric 'auc', expected one of accuracy, matthews, f1,"
            + " macro-f1, accuracy-f1"
      })
  void whatIsWrongIsNamedWithWhatWasFoundAndWhatIsExpected(
      String name, String value, String message) {
    assertThatThrownBy(() -> RetrainSettings.check(Map.of(name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void anUnknownPresetIsNamedWithAllThereAre() {
    assertThatThrownBy(() -> RetrainSettings.check(Map.of("preset", "lee")))
        .hasMessageStartingWith("preset: no preset is named lee; there are full, first-6");
  }

  @Test
  void thePaperKeepsItsOwnRates() {
    RetrainSettings settings = RetrainSettings.of(Map.of("preset", "paper"), 1);

    assertThat(settings.training().learningRate()).isEqualTo(2e-5);
    assertThat(settings.training().exitLearningRate()).isEqualTo(2e-5);
  }

  @Test
  void everySettingSaysItsDefaultAndItsMeaning() {
    assertThat(Arrays.asList(RetrainSetting.values()))
        .allSatisfy(
            setting -> {
              assertThat(setting.usual()).isNotBlank();
              assertThat(setting.meaning()).endsWith(".");
            });
  }

  @Test
  void aRangeOfPatiencesMayHaveNoEnd() {
    assertThat(PatienceRange.of("2-")).isEqualTo(new PatienceRange(2, Integer.MAX_VALUE));
    assertThat(PatienceRange.of("3")).isEqualTo(new PatienceRange(3, 3));
    assertThatThrownBy(() -> PatienceRange.of("-3")).hasMessageContaining("such as 2-6");
  }
}
