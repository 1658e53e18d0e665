package io.leebert.streams.inference;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.LongStream;
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

  /** Characters of a text that are looked at for each token the model can read. */
  static final int CHARACTERS_PER_TOKEN = 64;

  private static final int NEARBY = 50;

  private final HuggingFaceTokenizer tokenizer;
  private final int longest;

  private TextTokenizer(HuggingFaceTokenizer tokenizer, int maxLength) {
    this.tokenizer = tokenizer;
    this.longest = (int) Math.min(Integer.MAX_VALUE, (long) CHARACTERS_PER_TOKEN * maxLength);
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
      return new TextTokenizer(HuggingFaceTokenizer.newInstance(stream, options), maxLength);
    } catch (IOException | RuntimeException e) {
      throw new ModelLoadException("cannot read the tokenizer " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Tokenizes one text, or a pair of texts. Only their first characters are looked at, {@value
   * #CHARACTERS_PER_TOKEN} for each token that the model can read: a text of a megabyte would hold
   * its thread for seconds, for tokens that are cut off again.
   *
   * @throws IllegalArgumentException when there is no token in it: blanks and control characters
   *     alone are nothing to classify
   */
  public TokenizedText tokenize(String text, @Nullable String secondText) {
    String first = begin(text);
    String second = secondText == null ? null : begin(secondText);
    Encoding encoding = second == null ? tokenizer.encode(first) : tokenizer.encode(first, second);
    if (LongStream.of(encoding.getSpecialTokenMask()).allMatch(special -> special == 1)) {
      throw new IllegalArgumentException(
          "the text has nothing that the tokenizer reads: empty, or only blanks and control"
              + " characters");
    }
    boolean cut = isTooLong(text) || (secondText != null && isTooLong(secondText));
    return new TokenizedText(
        encoding.getIds(), encoding.getTypeIds(), cut || encoding.exceedMaxLength());
  }

  private boolean isTooLong(String text) {
    return text.length() > longest && text.stripLeading().length() > longest;
  }

  /** As much of a text as can matter, cut between words where there is a blank nearby. */
  private String begin(String text) {
    if (text.length() <= longest) {
      return text;
    }
    String stripped = text.stripLeading();
    if (stripped.length() <= longest) {
      return stripped;
    }
    for (int end = longest; end > longest - NEARBY; end--) {
      if (Character.isWhitespace(stripped.charAt(end))) {
        return stripped.substring(0, end);
      }
    }
    boolean within = Character.isLowSurrogate(stripped.charAt(longest));
    return stripped.substring(0, within ? longest - 1 : longest);
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
