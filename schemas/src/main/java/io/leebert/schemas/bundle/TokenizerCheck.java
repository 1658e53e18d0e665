package io.leebert.schemas.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/**
 * Whether a tokenizer fits a model: the highest id it can give must have a row in the word
 * embedding. An id beyond it would fail deep inside the network, on some later text.
 */
public final class TokenizerCheck {

  private static final ObjectMapper JSON = new ObjectMapper();

  private TokenizerCheck() {}

  /**
   * Checks a tokenizer against a model.
   *
   * @param tokenizerJson the content of {@code tokenizer.json}
   * @param vocabularySize rows of the model's word embedding
   * @param where what to call the tokenizer in messages
   * @throws BundleException when it is no tokenizer, or gives ids that the model does not know
   */
  public static void check(byte[] tokenizerJson, int vocabularySize, String where) {
    JsonNode root;
    try {
      root = JSON.readTree(tokenizerJson);
    } catch (IOException e) {
      throw new BundleException(where + " is not JSON: " + e.getMessage(), e);
    }
    long highest =
        Math.max(
            highestVocabularyId(root.path("model").path("vocab"), where), highestAddedId(root));
    if (highest < 0) {
      throw new BundleException(where + " has an empty vocabulary");
    }
    if (highest >= vocabularySize) {
      throw new BundleException(
          where
              + " does not fit the model: its highest token id is "
              + highest
              + ", the model's vocabulary has "
              + vocabularySize
              + " rows (ids 0 to "
              + (vocabularySize - 1)
              + ")");
    }
  }

  /**
   * WordPiece, BPE and WordLevel map token to id; Unigram lists tokens, and the place is the id.
   */
  private static long highestVocabularyId(JsonNode vocabulary, String where) {
    if (vocabulary.isArray()) {
      return vocabulary.size() - 1L;
    }
    if (!vocabulary.isObject()) {
      throw new BundleException(
          where + " has no model.vocab: it is no tokenizer.json of Hugging Face");
    }
    long highest = -1;
    for (JsonNode id : vocabulary) {
      highest = Math.max(highest, id.asLong());
    }
    return highest;
  }

  private static long highestAddedId(JsonNode root) {
    long highest = -1;
    for (JsonNode token : root.path("added_tokens")) {
      highest = Math.max(highest, token.path("id").asLong());
    }
    return highest;
  }
}
