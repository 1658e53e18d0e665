package io.leebert.trainer.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Batches of rows of similar length: little padding, and still a new mixture each time.
 *
 * <p>Rows are shuffled, cut into pools of {@value #POOL} batches, sorted by length inside a pool,
 * cut into batches, and the batches are shuffled.
 */
public final class LengthBuckets {

  private static final int POOL = 16;

  private LengthBuckets() {}

  /**
   * Batches for one pass of training.
   *
   * @param lengths length in tokens of every row there is
   * @param rows the rows to use, as positions in {@code lengths}
   * @param batchSize rows per batch; a last batch of one row joins the one before it, because
   *     standardization over one row is undefined
   * @return positions, every one of {@code rows} exactly once
   */
  public static List<int[]> shuffled(int[] lengths, int[] rows, int batchSize, Random random) {
    if (batchSize < 2) {
      throw new IllegalArgumentException("batch size must be at least 2, found " + batchSize);
    }
    List<Integer> order = new ArrayList<>(Arrays.stream(rows).boxed().toList());
    Collections.shuffle(order, random);
    List<int[]> batches = new ArrayList<>();
    int pool = POOL * batchSize;
    for (int from = 0; from < order.size(); from += pool) {
      List<Integer> part = order.subList(from, Math.min(order.size(), from + pool));
      part.sort(Comparator.comparingInt(row -> lengths[row]));
      cut(part, batchSize, batches);
    }
    mergeSingle(batches);
    Collections.shuffle(batches, random);
    return batches;
  }

  /** Batches for scoring: all rows, shortest first, nothing random. */
  public static List<int[]> sorted(int[] lengths, int batchSize) {
    List<Integer> order =
        IntStream.range(0, lengths.length)
            .boxed()
            .sorted(Comparator.comparingInt(row -> lengths[row]))
            .toList();
    List<int[]> batches = new ArrayList<>();
    cut(order, batchSize, batches);
    return batches;
  }

  private static void cut(List<Integer> rows, int batchSize, List<int[]> batches) {
    for (int from = 0; from < rows.size(); from += batchSize) {
      List<Integer> batch = rows.subList(from, Math.min(rows.size(), from + batchSize));
      batches.add(batch.stream().mapToInt(Integer::intValue).toArray());
    }
  }

  private static void mergeSingle(List<int[]> batches) {
    int last = batches.size() - 1;
    if (last > 0 && batches.get(last).length == 1) {
      int[] before = batches.get(last - 1);
      int[] merged = Arrays.copyOf(before, before.length + 1);
      merged[before.length] = batches.get(last)[0];
      batches.set(last - 1, merged);
      batches.remove(last);
    }
  }
}
