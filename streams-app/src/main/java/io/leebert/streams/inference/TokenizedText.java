package io.leebert.streams.inference;

/**
 * One text as the network reads it, special tokens included, without padding.
 *
 * @param ids token ids, {@code [S]}
 * @param segmentIds 0 for the first text, 1 for the second, {@code [S]}
 * @param truncated whether the end of the text was cut off to fit the model
 */
@SuppressWarnings("ArrayRecordComponent") // Handed straight to the session; never compared.
public record TokenizedText(long[] ids, long[] segmentIds, boolean truncated) {

  public TokenizedText {
    if (ids.length == 0 || ids.length != segmentIds.length) {
      throw new IllegalArgumentException(
          "a tokenized text needs as many segment ids as tokens and at least one, found "
              + ids.length
              + " tokens and "
              + segmentIds.length
              + " segment ids");
    }
  }

  /** Number of tokens (S). */
  public int length() {
    return ids.length;
  }
}
