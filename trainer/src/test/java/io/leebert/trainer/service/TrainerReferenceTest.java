package io.leebert.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TrainerReferenceTest {

  @Test
  void everySettingIsDescribed() {
    String page = TrainerReference.markdown();
    assertThat(TrainerKeys.definition().configKeys().values())
        .isNotEmpty()
        .allSatisfy(
            key -> {
              assertThat(key.documentation).isNotBlank().endsWith(".");
              assertThat(page).contains("### `" + key.name + "`\n\n" + key.documentation + "\n");
            });
  }

  @Test
  void thePageInTheRepositoryIsTheOneThatTheDefinitionMakes() throws IOException {
    assertThat(Files.readString(Path.of("CONFIGURATION.md")))
        .as(
            "trainer/CONFIGURATION.md is out of date; make it again:%n"
                + "  deploy/leebert trainer-service --print-config-reference"
                + " > trainer/CONFIGURATION.md")
        .isEqualTo(TrainerReference.markdown());
  }
}
