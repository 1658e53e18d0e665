package io.leebert.trainer.data;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns text into token ids with a Hugging Face {@code tokenizer.json}.
 *
 * <p>Special tokens are added, a text that is too long is cut (a pair at its longer part first),
 * and nothing is padded, whatever the file itself says about truncation and padding.
 */
public final class TextTokenizer implements AutoCloseable {
  private static final String OFFLINE = "ai.djl.offline";

  static {
    // Otherwise the library reports its use to its makers, and on a machine with a GPU downloads a
    // CUDA build of itself.
    if (System.getProperty(OFFLINE) == null) {
      System.setProperty(OFFLINE, "true");
    }
  }

  private final HuggingFaceTokenizer tokenizer;

  private TextTokenizer(HuggingFaceTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /**
   * Opens a tokenizer.
   *
   * @param tokenizerJson the content of {@code tokenizer.json}
   * @param maxLength longest result in tokens, special tokens included
   * @throws DataException when the content is no tokenizer
   */
  public static TextTokenizer of(String tokenizerJson, int maxLength) {
    try (ByteArrayInputStream in =
        new ByteArrayInputStream(tokenizerJson.getBytes(StandardCharsets.UTF_8))) {
      return new TextTokenizer(
          HuggingFaceTokenizer.newInstance(
              in,
              Map.of(
                  "truncation",
                  "true",
                  "padding",
                  "false",
                  "maxLength",
                  Integer.toString(maxLength),
                  "modelMaxLength",
                  Integer.toString(maxLength))));
    } catch (IOException | RuntimeException e) {
      throw new DataException("the backbone's tokenizer.json cannot be read: " + e.getMessage());
    }
  }

  /** One row. */
  public TokenizedRow tokenize(String text, @Nullable String textPair, int gold) {
    Encoding encoding =
        textPair == null ? tokenizer.encode(text) : tokenizer.encode(text, textPair);
    return new TokenizedRow(
        encoding.getIds(), encoding.getTypeIds(), gold, encoding.exceedMaxLength());
  }

  /**
   * All rows of a file.
   *
   * @param gold the class of every row
   */
  public List<TokenizedRow> tokenize(List<LabelledRow> rows, int[] gold) {
    List<TokenizedRow> tokenized = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      LabelledRow row = rows.get(i);
      tokenized.add(tokenize(row.text(), row.textPair(), gold[i]));
    }
    return tokenized;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
