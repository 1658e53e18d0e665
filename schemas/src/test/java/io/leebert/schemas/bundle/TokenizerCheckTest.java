package io.leebert.schemas.bundle;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

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

  @Test
  void whatIsNoTokenizerIsToldSo() {
    assertThatThrownBy(() -> check("{}", 5)).hasMessageContaining("has no model.vocab");
    assertThatThrownBy(() -> check("hello", 5)).hasMessageContaining("tokenizer.json is not JSON");
    assertThatThrownBy(() -> check("{\"model\": {\"vocab\": {}}}", 5))
        .hasMessageContaining("empty vocabulary");
  }
}
