package io.leebert.trainer.optimize;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * An epoch's split of the training rows into two halves: theta learns from D1, and D2 tells the
 * loss weights what generalizes.
 *
 * @param first positions of D1; one more than D2 when the number of rows is odd
 * @param second positions of D2; together they are all rows, and no row is in both
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity, handed on without copying
public record HalfSplit(int[] first, int[] second) {

  /**
   * Splits positions 0 to {@code rows - 1} at random.
   *
   * @throws IllegalArgumentException below 4 rows: each half needs a batch of 2
   */
  public static HalfSplit of(int rows, Random random) {
    if (rows < 4) {
      throw new IllegalArgumentException("training needs at least 4 rows, found " + rows);
    }
    List<Integer> order = new ArrayList<>(IntStream.range(0, rows).boxed().toList());
    Collections.shuffle(order, random);
    int half = (rows + 1) / 2;
    return new HalfSplit(sorted(order.subList(0, half)), sorted(order.subList(half, rows)));
  }

  private static int[] sorted(List<Integer> positions) {
    return positions.stream().mapToInt(Integer::intValue).sorted().toArray();
  }
}
