package io.leebert.trainer.data;

/**
 * A row as the network sees it.
 *
 * @param ids token ids with special tokens, no padding
 * @param types segment of every token, 0 or 1
 * @param gold its class
 * @param truncated true when the text was longer and has been cut
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity, handed on without copying
public record TokenizedRow(long[] ids, long[] types, int gold, boolean truncated) {

  /** Length in tokens. */
  public int length() {
    return ids.length;
  }
}
