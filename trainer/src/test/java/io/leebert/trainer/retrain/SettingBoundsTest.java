package io.leebert.trainer.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.fixture.InLocale;
import io.leebert.trainer.data.DataFormat;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Up to where a setting of a retraining may go, and what is said one step beyond. */
class SettingBoundsTest {

  @ParameterizedTest
  @CsvSource({
    "epochs,1",
    "batch-size,2",
    "layers,0",
    "threads,1",
    "max-length,3",
    "patience,0",
    "least-rows,2",
    "least-rows-per-label,2",
    "class-rows,1",
    "checkpoint-every,0",
    "max-rows,0"
  })
  void theLeastIsTakenAndOneLessIsRefused(String name, int least) {
    assertThatCode(() -> RetrainSettings.check(Map.of(name, Integer.toString(least))))
        .doesNotThrowAnyException();
    String less = Integer.toString(least - 1);
    assertThatThrownBy(() -> RetrainSettings.check(Map.of(name, less)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            name + " must be a whole number of " + least + " or more, found '" + less + "'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "epochs",
        "batch-size",
        "layers",
        "threads",
        "max-length",
        "patience",
        "least-rows",
        "max-rows",
        "class-rows",
        "checkpoint-every"
      })
  void whatDoesNotFitAWholeNumberIsNoWholeNumber(String name) {
    for (String wrong : new String[] {"2147483648", "3.0", "1e3", "0x10", "3 4", "drei"}) {
      assertThatThrownBy(() -> RetrainSettings.check(Map.of(name, wrong)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(name + " must be a whole number of ")
          .hasMessageEndingWith("found '" + wrong + "'");
    }
  }

  @ParameterizedTest
  @CsvSource({"margin,0,1", "class-margin,0,1", "quantize-bound,0,100"})
  void bothEndsOfAShareAreTaken(String name, int least, int most) {
    for (int end : new int[] {least, most}) {
      assertThatCode(() -> RetrainSettings.check(Map.of(name, Integer.toString(end))))
          .doesNotThrowAnyException();
    }
    for (String wrong : new String[] {"-0.001", most + ".001", "NaN", "-Infinity"}) {
      assertThatThrownBy(() -> RetrainSettings.check(Map.of(name, wrong)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              name + " must be a number from " + least + " to " + most + ", found '" + wrong + "'");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "1.5", "-0.2", "NaN"})
  void somethingMustBeHeldOutAndSomethingLearnedFrom(String share) {
    assertThatThrownBy(() -> RetrainSettings.check(Map.of("held-out-share", share)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("held-out-share must be a number above 0 and below 1, found '" + share + "'");
  }

  @Test
  void aLimitOfRowsIsAtLeastWhatTrainingAsksFor() {
    Map<String, String> settings = new HashMap<>();
    settings.put("least-rows", "40");
    settings.put("max-rows", "40");
    assertThat(RetrainSettings.of(settings, 1).data().maxRows()).isEqualTo(40);

    settings.put("max-rows", "39");
    assertThatThrownBy(() -> RetrainSettings.check(settings))
        .hasMessage("max-rows must be 0 for all, or at least the 40 of least-rows, found '39'");
  }

  @ParameterizedTest
  @EnumSource(RetrainSetting.class)
  void everySettingThatIsLeftEmptyTakesItsDefault(RetrainSetting setting) {
    RetrainSettings usual = RetrainSettings.of(Map.of(), 2);

    for (String blank : new String[] {"", "  ", "\t\n"}) {
      RetrainSettings read = RetrainSettings.of(Map.of(setting.key(), blank), 2);

      assertThat(read.training()).isEqualTo(usual.training());
      assertThat(read.data()).isEqualTo(usual.data());
      assertThat(read.gate()).isEqualTo(usual.gate());
      assertThat(read.int8Bound()).isNull();
      assertThat(read.checkpointEvery()).isEqualTo(usual.checkpointEvery());
    }
  }

  @ParameterizedTest
  @EnumSource(RetrainSetting.class)
  void aSettingsNameIsTheSameWhereIHasADot(RetrainSetting setting) {
    String here = setting.key();
    InLocale.check(
        "tr-TR",
        () -> {
          assertThat(setting.key()).isEqualTo(here).matches("[a-z0-9-]+");
        });
  }

  @Test
  void wordsAreReadWhereIHasADot() {
    InLocale.check(
        "tr-TR",
        () -> {
          RetrainSettings read =
              RetrainSettings.of(
                  Map.of("quantize", "INT8", "missing-labels", "DROP", "header", "FALSE"), 1);

          assertThat(read.int8Bound()).isEqualTo(1.0);
          assertThat(read.data().dropsLabels()).isTrue();
          assertThat(read.data().columns().header()).isFalse();
        });
  }

  @Test
  void aBoundWithoutQuantizingAsksForNoQuantizing() {
    assertThat(RetrainSettings.of(Map.of("quantize-bound", "0.5"), 1).int8Bound()).isNull();
  }

  @Test
  void numbersMayBeWrittenWithAnExponent() {
    assertThat(RetrainSettings.of(Map.of("learning-rate", "3E-5"), 1).training().learningRate())
        .isEqualTo(3e-5);
  }

  @Test
  void aCommaIsNoDecimalPointAnywhere() {
    InLocale.check(
        "de-DE",
        () -> {
          assertThat(RetrainSettings.of(Map.of("margin", "0.5"), 1).gate().margin()).isEqualTo(0.5);
          assertThatThrownBy(() -> RetrainSettings.check(Map.of("margin", "0,5")))
              .hasMessage("margin must be a number from 0 to 1, found '0,5'");
        });
  }

  @Test
  void anUnknownFormatOfBaseFilesIsNamedWithItsSetting() {
    assertThatThrownBy(() -> RetrainSettings.check(Map.of("format", "xlsx")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("format: ")
        .hasMessageContaining("xlsx");
    assertThat(RetrainSettings.of(Map.of("format", "jsonl"), 1).data().format())
        .isEqualTo(DataFormat.ofFlag("jsonl"));
  }

  @Test
  void aPathThatIsNoneIsNamedWithItsSetting() {
    assertThatThrownBy(() -> RetrainSettings.check(Map.of("backbone", "a\u0000b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("backbone: ");
  }

  @Test
  void aNameIsNotGuessedWhateverItsCase() {
    assertThatThrownBy(() -> RetrainSettings.check(Map.of("Epochs", "3")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no setting Epochs; did you mean epochs?");
  }

  @Test
  void theFirstWrongSettingIsNamedWhateverOrderTheyWereGivenIn() {
    Map<String, String> settings = new HashMap<>();
    settings.put("zzz", "1");
    settings.put("aaa", "1");

    assertThatThrownBy(() -> RetrainSettings.check(settings)).hasMessageContaining(" aaa");
  }

  @Test
  void provenanceHasExactlyWhatWasGivenAndInTheOrderOfNames() {
    Map<String, String> settings = new HashMap<>();
    settings.put("seed", " 7 ");
    settings.put("epochs", "3");

    assertThat(RetrainSettings.of(settings, 1).described())
        .containsExactly(Map.entry("setting.epochs", "3"), Map.entry("setting.seed", " 7 "));
  }
}
