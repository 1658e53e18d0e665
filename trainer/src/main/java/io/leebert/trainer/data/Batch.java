package io.leebert.trainer.data;

import java.util.List;

/**
 * Rows padded to the length of the longest of them; the arrays are row-major.
 *
 * @param rows number of rows (B)
 * @param length tokens of the longest row (S)
 * @param ids {@code [B, S]}, 0 where padded
 * @param mask {@code [B, S]}, 1 for real tokens, 0 where padded
 * @param types {@code [B, S]}, 0 where padded
 * @param gold {@code [B]}, the classes
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity, handed on without copying
public record Batch(int rows, int length, long[] ids, float[] mask, long[] types, long[] gold) {

  /** Pads rows into a batch. */
  public static Batch of(List<TokenizedRow> rows) {
    int length = rows.stream().mapToInt(TokenizedRow::length).max().orElseThrow();
    Batch batch =
        new Batch(
            rows.size(),
            length,
            new long[rows.size() * length],
            new float[rows.size() * length],
            new long[rows.size() * length],
            new long[rows.size()]);
    for (int i = 0; i < rows.size(); i++) {
      TokenizedRow row = rows.get(i);
      int at = i * length;
      System.arraycopy(row.ids(), 0, batch.ids, at, row.length());
      System.arraycopy(row.types(), 0, batch.types, at, row.length());
      for (int j = 0; j < row.length(); j++) {
        batch.mask[at + j] = 1;
      }
      batch.gold[i] = row.gold();
    }
    return batch;
  }

  /** True when any row is shorter than the longest. */
  public boolean isPadded() {
    for (float real : mask) {
      if (real == 0) {
        return true;
      }
    }
    return false;
  }
}
