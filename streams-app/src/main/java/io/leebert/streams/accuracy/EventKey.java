package io.leebert.streams.accuracy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * By what an answer and a label find each other: the id where both have one, else the texts. It
 * holds neither, only 64 bits of SHA-256: among 20,000 answers a label meets one that is not its
 * own once in 900 trillion labels.
 *
 * @param texts stands for text and second text
 * @param hasId whether there is an id
 * @param id stands for it
 */
record EventKey(long texts, boolean hasId, long id) {

  /** Of an event, or of the label of one. */
  static EventKey of(@Nullable String id, String text, @Nullable String secondText) {
    MessageDigest digest = sha256();
    byte[] first = text.getBytes(StandardCharsets.UTF_8);
    digest.update(first);
    if (secondText != null) {
      // No two pairs are one when their texts stand one behind the other.
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(first.length).flip());
      digest.update(secondText.getBytes(StandardCharsets.UTF_8));
    }
    long texts = begin(digest.digest());
    return id == null ? new EventKey(texts, false, 0) : new EventKey(texts, true, hash(id));
  }

  /** 64 bits of a text's SHA-256: the same for every length, and no texts in it. */
  static long hash(String text) {
    return begin(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static long begin(byte[] hash) {
    return ByteBuffer.wrap(hash).getLong();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
