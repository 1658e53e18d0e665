package io.leebert.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryErrorsTest {

  @Test
  void aRegistrysOwnWordsAreSaidWithTheirCode() {
    assertThat(
            RegistryErrors.message("{\"error_code\": 40401, \"message\": \"Subject not found\"}"))
        .isEqualTo("Subject not found (error code 40401)");
    assertThat(RegistryErrors.message("{\"message\": \"no\"}")).isEqualTo("no (error code none)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"message": 7} | {"message": 7}
          [1, 2] | [1, 2]
          "words" | "words"
          <h1>Bad  gateway</h1> | <h1>Bad gateway</h1>
          """,
      quoteCharacter = '`')
  void whatAnybodyElseSaysIsShownAsItIs(String body, String shown) {
    assertThat(RegistryErrors.message(body)).isEqualTo(shown);
  }

  @Test
  void anEmptyAnswerIsCalledThat() {
    assertThat(RegistryErrors.message("")).isEqualTo("(empty answer)");
    assertThat(RegistryErrors.message(" \n")).isEqualTo("(empty answer)");
  }

  @Test
  void aLongPageIsShownByItsBeginningInOneLine() {
    String page = "<p>\n" + "x".repeat(10_000);
    assertThat(RegistryErrors.message(page))
        .hasSize(501)
        .startsWith("<p> xxx")
        .endsWith("x…")
        .doesNotContain("\n");
    String words = "{\"error_code\": 1, \"message\": \"" + "y".repeat(10_000) + "\"}";
    assertThat(RegistryErrors.message(words)).hasSize(501).startsWith("yyy");
  }
}
