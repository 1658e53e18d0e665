package io.leebert.streams.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationReferenceTest {

  @Test
  void everySettingIsDescribedWithItsDefaultAndWhatIsValid() {
    String page = ConfigurationReference.markdown();
    assertThat(ServeKeys.definition().configKeys().values())
        .isNotEmpty()
        .allSatisfy(
            key -> {
              assertThat(key.documentation).isNotBlank().endsWith(".");
              assertThat(page).contains("### `" + key.name + "`\n\n" + key.documentation + "\n");
            });
    assertThat(page)
        .contains(
            """
            - Type: int
            - Default: `64`
            - Valid: [1,...,4096]
            - Importance: medium
            """)
        .contains("- Default: as said above");
  }

  @Test
  void thePageInTheRepositoryIsTheOneThatTheDefinitionMakes() throws IOException {
    assertThat(Files.readString(Path.of("CONFIGURATION.md")))
        .as(
            "streams-app/CONFIGURATION.md is out of date; make it again:%n"
                + "  deploy/leebert serve --print-config-reference > streams-app/CONFIGURATION.md")
        .isEqualTo(ConfigurationReference.markdown());
  }
}
