package io.leebert.streams.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.settings.Environment;
import io.leebert.streams.fixture.LogLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PropertiesSourceTest {
  @TempDir private Path folder;

  @Test
  void theFileIsReadAsUtf8AndValuesAreTrimmed() throws IOException {
    Path file = file("leebert.input.topic = grün  \n# a comment\na=b\n");
    assertThat(PropertiesSource.read(file, Map.of()))
        .containsExactlyInAnyOrderEntriesOf(Map.of("leebert.input.topic", "grün", "a", "b"));
  }

  @Test
  void theEnvironmentOverridesTheFile() throws IOException {
    Path file = file("leebert.batch.size=1\n");
    assertThat(
            PropertiesSource.read(
                file,
                Map.of(
                    "KAFKA_LEEBERT_BATCH_SIZE", "2", "PATH", "/bin", "KAFKA_SASL_MECHANISM", "x")))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("leebert.batch.size", "2", "sasl.mechanism", "x"));
  }

  @Test
  void ourOwnKeysHaveAPrefixOfTheirOwnInTheEnvironment() throws IOException {
    Path file = file("leebert.batch.size=1\n");
    assertThat(
            PropertiesSource.read(
                file, Map.of("LEEBERT_BATCH_SIZE", "3", "KAFKA_LEEBERT_BATCH_SIZE", "2")))
        .containsExactlyInAnyOrderEntriesOf(Map.of("leebert.batch.size", "3"));
  }

  @Test
  void valuesInTheEnvironmentAreTrimmedAndEmptyOnesHideNothing() throws IOException {
    Path file = file("leebert.batch.size=1\nsasl.mechanism=PLAIN\n");
    assertThat(
            PropertiesSource.read(
                file,
                Map.of(
                    "LEEBERT_BATCH_SIZE", "",
                    "KAFKA_SASL_MECHANISM", " \n",
                    "KAFKA_SSL_KEY_PASSWORD", "secret\n",
                    "LEEBERT_PATIENCE", " 3 ")))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "leebert.batch.size", "1",
                "sasl.mechanism", "PLAIN",
                "ssl.key.password", "secret",
                "leebert.patience", "3"));
  }

  @Test
  void underscoresInTheEnvironmentAreDotsDashesOrThemselves() throws IOException {
    assertThat(PropertiesSource.read(file(""), Map.of("KAFKA_A_B__C___D", "x")))
        .containsExactlyInAnyOrderEntriesOf(Map.of("a.b-c_d", "x"));
  }

  @Test
  void whatKubernetesSetsForAServiceOfOurNameIsNoSetting() throws IOException {
    try (LogLines log = LogLines.of(Environment.class)) {
      assertThat(
              PropertiesSource.read(
                  file(""),
                  Map.of(
                      "LEEBERT_SERVICE_HOST", "10.0.0.1",
                      "LEEBERT_PORT_8080_TCP_ADDR", "10.0.0.1",
                      "KAFKA_PORT", "tcp://10.0.0.2:9092",
                      "KAFKA_SERVICE_PORT", "9092",
                      "LEEBERT_LOG_LEVEL", "DEBUG")))
          .isEmpty();
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void aLogFormatThatThereIsNotIsAnErrorForItsLinesWouldGoNowhere() throws IOException {
    Path file = file("");
    assertThat(PropertiesSource.read(file, Map.of("LEEBERT_LOG_FORMAT", "json"))).isEmpty();
    assertThatThrownBy(() -> PropertiesSource.read(file, Map.of("LEEBERT_LOG_FORMAT", "xml")))
        .isInstanceOf(ConfigException.class)
        .hasMessage("LEEBERT_LOG_FORMAT in the environment is 'xml', expected text or json");
  }

  @Test
  void aMisspeltNameInTheEnvironmentIsWarnedAboutWithTheNearest() throws IOException {
    try (LogLines log = LogLines.of(Environment.class)) {
      assertThat(PropertiesSource.read(file(""), Map.of("LEEBERT_BATCH_SISE", "3"))).isEmpty();
      assertThat(log.lines())
          .containsExactly(
              "WARN LEEBERT_BATCH_SISE in the environment is no setting and is left out; did you"
                  + " mean LEEBERT_BATCH_SIZE?");
    }
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path missing = folder.resolve("none.properties");
    assertThatThrownBy(() -> PropertiesSource.read(missing, Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessage("there is no file " + missing);
  }

  @Test
  void aFolderIsNoFile() {
    assertThatThrownBy(() -> PropertiesSource.read(folder, Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("cannot read " + folder);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("app.properties"), text);
  }
}
