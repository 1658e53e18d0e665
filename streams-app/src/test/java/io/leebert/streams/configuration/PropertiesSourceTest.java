package io.leebert.streams.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
