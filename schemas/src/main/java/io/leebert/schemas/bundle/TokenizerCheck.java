package io.leebert.schemas.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;

/**
 * Whether a tokenizer fits a model: the highest id it can give must have a row in the word
 * embedding. An id beyond it would fail deep inside the network, on some later text.
 */
public final class TokenizerCheck {

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
    JsonNode root = WholeJson.read(tokenizerJson, where);
    long highest =
        Math.max(
            highestVocabularyId(root.path("model").path("vocab"), vocabularySize, where),
            highestAddedId(root.path("added_tokens"), vocabularySize, where));
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
  private static long highestVocabularyId(JsonNode vocabulary, int size, String where) {
    if (vocabulary.isArray()) {
      return vocabulary.size() - 1L;
    }
    if (!vocabulary.isObject()) {
      throw new BundleException(
          where + " has no model.vocab: it is no tokenizer.json of Hugging Face");
    }
    long highest = -1;
    for (Map.Entry<String, JsonNode> token : vocabulary.properties()) {
      if (!isId(token.getValue())) {
        JsonNode name = TextNode.valueOf(token.getKey());
        throw noId("token " + ManifestFields.shortened(name), token.getValue(), size, where);
      }
      highest = Math.max(highest, token.getValue().longValue());
    }
    return highest;
  }

  private static long highestAddedId(JsonNode added, int size, String where) {
    long highest = -1;
    for (int i = 0; i < added.size(); i++) {
      JsonNode id = added.path(i).path("id");
      if (!isId(id)) {
        JsonNode content = added.path(i).path("content");
        String token =
            content.isTextual()
                ? "added token " + ManifestFields.shortened(content)
                : "added_tokens[" + i + "]";
        throw noId(token, id, size, where);
      }
      highest = Math.max(highest, id.longValue());
    }
    return highest;
  }

  private static boolean isId(JsonNode id) {
    return id.isIntegralNumber() && id.canConvertToLong() && id.longValue() >= 0;
  }

  private static BundleException noId(String token, JsonNode id, int size, String where) {
    return new BundleException(
        where
            + ": the id of "
            + token
            + " is "
            + (id.isMissingNode() ? "missing" : ManifestFields.shortened(id))
            + ", expected a whole number from 0 to "
            + (size - 1));
  }
}
