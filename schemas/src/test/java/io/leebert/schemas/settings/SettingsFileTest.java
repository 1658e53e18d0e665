package io.leebert.schemas.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no properties, and names in the environment that are nearly settings. */
class SettingsFileTest {
  private static final List<String> KEYS = List.of("leebert.batch.size", "leebert.patience");

  @TempDir Path folder;

  @Test
  void anEscapeThatIsNoneIsNamedWithTheFile() throws IOException {
    Path file = file("a=1\nb=\\u00g0\n");

    assertThatThrownBy(() -> SettingsFile.read(file, Map.of(), KEYS))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("cannot read " + file + " as properties: ");
  }

  @Test
  void aFileThatIsNotInUtf8IsNamed() throws IOException {
    Path file = Files.write(folder.resolve("latin.properties"), new byte[] {'a', '=', (byte) 0xe4});

    assertThatThrownBy(() -> SettingsFile.read(file, Map.of(), KEYS))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("cannot read " + file + " as properties: ");
  }

  @Test
  void ofAKeyThatStandsTwiceTheLastCounts() throws IOException {
    assertThat(SettingsFile.read(file("a=1\na = 2 \n"), Map.of(), KEYS))
        .containsExactly(Map.entry("a", "2"));
  }

  @Test
  void keysComeInTheOrderOfTheAlphabetWhereverTheyWereFound() throws IOException {
    assertThat(
            SettingsFile.read(
                file("c=3\na=1\n"), Map.of("KAFKA_B", "2", "LEEBERT_PATIENCE", "4"), KEYS))
        .containsExactly(
            Map.entry("a", "1"),
            Map.entry("b", "2"),
            Map.entry("c", "3"),
            Map.entry("leebert.patience", "4"));
  }

  @Test
  void whatIsEmptyInTheFileIsSetToNothing() throws IOException {
    assertThat(SettingsFile.read(file("a=\nb\n"), Map.of(), KEYS))
        .containsExactly(Map.entry("a", ""), Map.entry("b", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "KAFKA_SERVICE_TIER,service.tier",
    "KAFKA_PORTS,ports",
    "KAFKA_BOOTSTRAP_SERVERS,bootstrap.servers",
    "KAFKA_A____B,a_.b",
    "KAFKA_A_____B,a_-b",
    "KAFKA_leebert_patience,leebert.patience"
  })
  void whatBeginsAsKafkasIsTheSettingOfTheRest(String name, String key) {
    assertThat(Environment.settings(Map.of(name, "x"), KEYS)).containsExactly(Map.entry(key, "x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "KAFKA_SERVICE_HOST",
        "KAFKA_SERVICE_PORT_PLAIN",
        "KAFKA_PORT",
        "KAFKA_PORT_9092_TCP",
        "KAFKA_PORT_9092_TCP_PROTO",
        "KAFKA_PORT_53_UDP_ADDR",
        "kafka_bootstrap_servers",
        "LEEBERT_HEAP",
        "LEEBERT_JAVA_OPTS",
        "LEEBERT_NO_BUILD",
        "LEEBERT_PATIENC",
        "XLEEBERT_PATIENCE",
        "leebert.patience"
      })
  void whatOthersPutIntoTheEnvironmentIsNoSetting(String name) {
    assertThat(Environment.settings(Map.of(name, "1"), KEYS)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "JSON", "xml", "json "})
  void aLogIsWrittenAsTextOrJsonAndNothingElse(String format) {
    assertThatThrownBy(() -> Environment.settings(Map.of("LEEBERT_LOG_FORMAT", format), KEYS))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "LEEBERT_LOG_FORMAT in the environment is '" + format + "', expected text or json");
  }

  @Test
  void whereNoKeysAreKnownNoneIsTheNearest() {
    assertThatThrownBy(() -> NearestKey.to("a", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no keys are known");
  }

  @ParameterizedTest
  @CsvSource({
    "leebert.patiecne,leebert.patience",
    "batch.size,leebert.batch.size",
    "'',leebert.patience"
  })
  void whatIsSaidOfAKeyThatNobodyKnowsNamesTheNearest(String key, String nearest) {
    assertThat(NearestKey.unknown(key, KEYS))
        .isEqualTo("there is no setting " + key + "; did you mean " + nearest + "?");
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("app.properties"), content);
  }
}
