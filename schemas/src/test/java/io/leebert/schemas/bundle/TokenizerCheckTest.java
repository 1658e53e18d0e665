package io.leebert.schemas.bundle;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerCheckTest {

  private static void check(String json, int vocabularySize) {
    TokenizerCheck.check(json.getBytes(StandardCharsets.UTF_8), vocabularySize, "tokenizer.json");
  }

  @Test
  void theHighestIdCountsNotTheNumberOfTokens() {
    String json = "{\"model\": {\"vocab\": {\"a\": 0, \"b\": 9}}}";
    assertThatCode(() -> check(json, 10)).doesNotThrowAnyException();
    assertThatThrownBy(() -> check(json, 9))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining(
            "highest token id is 9, the model's vocabulary has 9 rows (ids 0 to 8)");
  }

  @Test
  void addedTokensCount() {
    String json = "{\"added_tokens\": [{\"id\": 7}], \"model\": {\"vocab\": {\"a\": 0}}}";
    assertThatThrownBy(() -> check(json, 7)).hasMessageContaining("highest token id is 7");
    assertThatCode(() -> check(json, 8)).doesNotThrowAnyException();
  }

  @Test
  void aUnigramVocabularyIsAListWhereThePlaceIsTheId() {
    String json = "{\"model\": {\"vocab\": [[\"a\", -1.0], [\"b\", -2.0]]}}";
    assertThatCode(() -> check(json, 2)).doesNotThrowAnyException();
    assertThatThrownBy(() -> check(json, 1)).hasMessageContaining("highest token id is 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"9\"", "1.5", "true", "null", "[9]", "{}", "-1", "99999999999999999999"})
  void anIdThatIsNoneIsNamedWithItsTokenAndIsNotZero(String id) {
    assertThatThrownBy(() -> check("{\"model\": {\"vocab\": {\"a\": 0, \"b\": " + id + "}}}", 10))
        .isInstanceOf(BundleException.class)
        .hasMessage(
            "tokenizer.json: the id of token \"b\" is "
                + id
                + ", expected a whole number from 0 to 9");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'id': 'seven', 'content': '[MASK]'} | added token '[MASK]' is 'seven'",
        "{'content': '[MASK]'} | added token '[MASK]' is missing",
        "{'id': 7.5} | added_tokens[1] is 7.5",
        "{'id': null, 'content': 5} | added_tokens[1] is null",
        "'[MASK]' | added_tokens[1] is missing"
      },
      quoteCharacter = '`')
  void anAddedTokenWithoutAnIdIsNamedByItsContentOrItsPlace(String token, String problem) {
    String json = "{'added_tokens': [{'id': 1}, " + token + "], 'model': {'vocab': {'a': 0}}}";

    assertThatThrownBy(() -> check(json.replace('\'', '"'), 8))
        .isInstanceOf(BundleException.class)
        .hasMessage(
            "tokenizer.json: the id of "
                + problem.replace('\'', '"')
                + ", expected a whole number from 0 to 7");
  }

  @Test
  void aTokenTooLongToReadIsCutInTheMessage() {
    String json = "{\"model\": {\"vocab\": {\"" + "x".repeat(500) + "\": \"1\"}}}";

    assertThatThrownBy(() -> check(json, 10))
        .hasMessageStartingWith("tokenizer.json: the id of token \"" + "x".repeat(79) + "… is ");
  }

  @Test
  void anIdThatWouldWrapToOneThatFitsDoesNotFit() {
    assertThatThrownBy(() -> check("{\"model\": {\"vocab\": {\"a\": 4294967297}}}", 10))
        .hasMessageContaining("highest token id is 4294967297");
  }

  @Test
  void aTokenizerThatIsFollowedByAnotherIsRefused() {
    String json = "{\"model\": {\"vocab\": {\"a\": 0}}}";

    assertThatCode(() -> check(json + "\n \t\r\n", 10)).doesNotThrowAnyException();
    assertThatThrownBy(() -> check(json + "\n" + json, 10))
        .isInstanceOf(BundleException.class)
        .hasMessage(
            "tokenizer.json is followed by more JSON, found at line 2, column 1, expected the end"
                + " of the file");
  }

  @Test
  void whatIsNoTokenizerIsToldSo() {
    assertThatThrownBy(() -> check("{}", 5)).hasMessageContaining("has no model.vocab");
    assertThatThrownBy(() -> check("hello", 5)).hasMessageContaining("tokenizer.json is not JSON");
    assertThatThrownBy(() -> check("{\"model\": {\"vocab\": {}}}", 5))
        .hasMessageContaining("empty vocabulary");
  }
}
