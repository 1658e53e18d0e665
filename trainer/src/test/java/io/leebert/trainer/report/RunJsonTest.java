package io.leebert.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes back of a record, and what is said of a file that is none. */
class RunJsonTest {

  private static final Path FILE = Path.of("runs", "first", "run.json");

  private final String json = json(RunFixture.run().preset("full").exits(12).build());

  @Test
  void numbersThatAreNoneComeBackAsSuch() {
    RunRecord diverged = RunFixture.run().diverged().build();

    RunRecord read = read(json(diverged));

    assertThat(read.exits().get(0).calibrationError()).isNaN();
    assertThat(read.losses()).extracting(LossPoint::loss).contains(Double.POSITIVE_INFINITY);
    assertThat(read.losses().get(339).loss()).isNaN();
    assertThat(read.weights().get(0).weights()[3][4]).isNaN();
  }

  @Test
  void labelsAndSettingsInAnyLettersComeBackAsTheyWere() {
    List<String> labels = List.of("größe", "İstanbul", "日本語", "😀", "\"\\\n\t\u0001", " ");
    RunRecord run =
        RunFixture.run().labels(labels).name("ß/😀").setting("note", "a\u2028b=c;d").build();

    RunRecord read = read(json(run));

    assertThat(read.labels()).isEqualTo(labels);
    assertThat(read.name()).isEqualTo("ß/😀");
    assertThat(read.settings()).isEqualTo(run.settings());
  }

  @Test
  void aRecordThatWasReadIsWrittenAsTheSameBytes() {
    String once = json(RunFixture.run().build());

    assertThat(json(read(once))).isEqualTo(once);
  }

  @Test
  void theSameRunIsAlwaysTheSameBytes() {
    assertThat(json(RunFixture.run().build())).isEqualTo(json(RunFixture.run().build()));
  }

  @Test
  void whatTheRecordCanBeAskedForIsNotWrittenAsIfItHadBeenMeasured() {
    assertThat(json)
        .doesNotContain("\"served\":", "\"servedRule\":", "averageOverExits", "averageScore");
  }

  @Test
  void aFieldOfALaterReleaseIsPassedOver() {
    RunRecord read = read(json.replaceFirst("\\{", "{\"carbon\":{\"grams\":12},"));

    assertThat(read.preset()).isEqualTo("full");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name",
        "preset",
        "task",
        "metric",
        "startedAt",
        "settings",
        "labels",
        "layers",
        "trainRows",
        "heldOutRows",
        "thetaSteps",
        "trainSeconds",
        "secondsPerStep",
        "epochs",
        "losses",
        "weights",
        "exits",
        "patience",
        "confidence",
        "entropy",
        "servedBy",
        "servedAt",
        "confusion"
      })
  void everyFieldThatIsMissingIsNamed(String field) {
    String without = json.replaceFirst("\"" + field + "\":", "\"renamed\":");

    assertThatThrownBy(() -> read(without))
        .isInstanceOf(RunFolderException.class)
        .hasMessageStartingWith(FILE + " is not a run's record: ")
        .hasMessageContaining("'" + field + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"name", "labels", "exits", "settings", "servedBy"})
  void aFieldThatIsNullIsAsGoodAsMissing(String field) {
    String withNull =
        json.replaceFirst("\"" + field + "\":", "\"" + field + "\":null,\"renamed\":");

    assertThatThrownBy(() -> read(withNull))
        .isInstanceOf(RunFolderException.class)
        .hasMessageStartingWith(FILE + " is not a run's record: ")
        .hasMessageContaining(field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1\"", "1.0", "null", "true", "[1]", "99999999999"})
  void aVersionThatIsNoWholeNumberIsNone(String version) {
    String other = json.replaceFirst("\"formatVersion\":1", "\"formatVersion\":" + version);

    assertThatThrownBy(() -> read(other))
        .isInstanceOf(RunFolderException.class)
        .hasMessage(FILE + " is not a run's record: expected a JSON object with formatVersion 1");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, -1, Integer.MAX_VALUE})
  void anotherVersionIsNotGuessedAt(int version) {
    String other = json.replaceFirst("\"formatVersion\":1", "\"formatVersion\":" + version);

    assertThatThrownBy(() -> read(other))
        .isInstanceOf(RunFolderException.class)
        .hasMessage(
            FILE
                + " has formatVersion "
                + version
                + ", expected 1: it was written by another version of leebert");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "null", "7", "\"run\"", "[]"})
  void aFileWithoutAnObjectIsNoRecord(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(RunFolderException.class)
        .hasMessageContaining("expected a JSON object with formatVersion 1");
  }

  @Test
  void somethingBehindTheRecordIsNotPassedOver() {
    assertThatThrownBy(() -> read(json + "{}"))
        .isInstanceOf(RunFolderException.class)
        .hasMessageStartingWith(FILE + " is not a run's record: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"layers\":12 | \"layers\":11 | exits hold exit 12 after 0",
        "\"layers\":12 | \"layers\":\"many\" | \"many\"",
        "\"confusion\":[[ | \"confusion\":[[0,0],[ | confusion is not 6 rows of 6 counts",
        "\"labels\":[ | \"labels\":[\"one more\", | confusion is not 7 rows of 7 counts",
        "\"servedBy\":\"patience\" | \"servedBy\":\"Patience\" | servedBy is 'Patience'"
      })
  void partsThatContradictEachOtherAreNamed(String found, String changed, String reason) {
    assertThat(json).contains(found);

    assertThatThrownBy(() -> read(json.replace(found, changed)))
        .isInstanceOf(RunFolderException.class)
        .hasMessageStartingWith(FILE + " is not a run's record: ")
        .hasMessageContaining(reason);
  }

  private static String json(RunRecord run) {
    return new String(RunJson.write(run), StandardCharsets.UTF_8);
  }

  private static RunRecord read(String json) {
    return RunJson.read(json.getBytes(StandardCharsets.UTF_8), FILE);
  }
}
