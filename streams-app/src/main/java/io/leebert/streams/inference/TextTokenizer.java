package io.leebert.streams.inference;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bundle's tokenizer: special tokens added, cut to the model's length (longest text first), never
 * padded, whatever {@code tokenizer.json} itself says of padding and truncation. Safe for use by
 * many threads: the native tokenizer is read only.
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
   * Reads a Hugging Face {@code tokenizer.json}.
   *
   * @param maxLength longest result in tokens, special tokens included
   * @throws ModelLoadException when the file cannot be read as a tokenizer
   */
  public static TextTokenizer read(Path file, int maxLength) {
    String length = Integer.toString(maxLength);
    Map<String, String> options =
        Map.of(
            "addSpecialTokens", "true",
            "truncation", "LONGEST_FIRST",
            "padding", "DO_NOT_PAD",
            "maxLength", length,
            // Without it the library cuts at 512 tokens, whatever the model can read.
            "modelMaxLength", length);
    // From a stream: given a path, the library also reads settings from files beside it.
    try (InputStream stream = Files.newInputStream(file)) {
      return new TextTokenizer(HuggingFaceTokenizer.newInstance(stream, options));
    } catch (IOException | RuntimeException e) {
      throw new ModelLoadException("cannot read the tokenizer " + file + ": " + e.getMessage(), e);
    }
  }

  /** Tokenizes one text, or a pair of texts. */
  public TokenizedText tokenize(String text, @Nullable String secondText) {
    Encoding encoding =
        secondText == null ? tokenizer.encode(text) : tokenizer.encode(text, secondText);
    return new TokenizedText(encoding.getIds(), encoding.getTypeIds(), encoding.exceedMaxLength());
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
