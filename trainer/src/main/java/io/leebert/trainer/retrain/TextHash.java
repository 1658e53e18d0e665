package io.leebert.trainer.retrain;

import io.leebert.schemas.bundle.BundleFiles;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What decides whether a text is held out: nothing but the text. Whatever its label, whatever rows
 * are beside it, and in every retraining with the same share, it falls on the same side: a model is
 * not scored on what it or its parents learned from by retraining. A larger share than a parent's
 * holds out what that one learned from, and a model that was trained otherwise may have learned
 * from anything; {@link LearnedBefore} says so.
 *
 * <p>Texts that differ only in case and in spaces fall on the same side, too: to many tokenizers
 * they are the same.
 */
final class TextHash {

  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

  /** Between the texts of a pair; no text has it after its spaces are folded. */
  private static final String BETWEEN = "\n";

  private TextHash() {}

  /** The text or pair as rows are told apart by: with single spaces, and none at the ends. */
  static String key(String text, @Nullable String secondText) {
    return secondText == null ? folded(text) : folded(text) + BETWEEN + folded(secondText);
  }

  private static String folded(String text) {
    return SPACES.matcher(text).replaceAll(" ").strip();
  }

  /** SHA-256 of a key without its case, lower-case hexadecimal. */
  static String of(String key) {
    return BundleFiles.sha256(key.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Whether a hash is held out. What is held out at some share is also held out at every larger
   * one.
   */
  static boolean heldOut(String hash, double share) {
    // 52 bits, as many as a double tells apart below 1.
    return Long.parseLong(hash.substring(0, 13), 16) / (double) (1L << 52) < share;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
