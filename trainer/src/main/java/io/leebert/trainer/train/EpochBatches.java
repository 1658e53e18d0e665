package io.leebert.trainer.train;

import io.leebert.trainer.data.Batch;
import io.leebert.trainer.data.LengthBuckets;
import io.leebert.trainer.data.TokenizedRow;
import io.leebert.trainer.optimize.HalfSplit;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The batches of one epoch: the same for the same rows and seed, wherever one begins. */
final class EpochBatches {

  private final List<TokenizedRow> rows;
  private final List<int[]> first;
  private final List<int[]> second;
  private int taken;

  private EpochBatches(List<TokenizedRow> rows, List<int[]> first, List<int[]> second) {
    this.rows = rows;
    this.first = first;
    this.second = second;
  }

  /**
   * Draws them.
   *
   * @param split true for two halves, D1 and D2; otherwise all rows are both
   */
  static EpochBatches of(List<TokenizedRow> rows, int batchSize, boolean split, long seed) {
    Random random = new Random(seed);
    int[] lengths = rows.stream().mapToInt(TokenizedRow::length).toArray();
    HalfSplit halves = HalfSplit.of(rows.size(), random);
    if (!split) {
      int[] all = new int[rows.size()];
      Arrays.setAll(all, i -> i);
      List<int[]> batches = LengthBuckets.shuffled(lengths, all, batchSize, random);
      return new EpochBatches(rows, batches, batches);
    }
    return new EpochBatches(
        rows,
        LengthBuckets.shuffled(lengths, halves.first(), batchSize, random),
        LengthBuckets.shuffled(lengths, halves.second(), batchSize, random));
  }

  /** Number of batches of D1: the steps of the epoch. */
  int steps() {
    return first.size();
  }

  /** A batch of D1, counted from 0. */
  Batch first(int step) {
    return batch(first.get(step));
  }

  /** The next batch of D2, from the beginning again when there are no more. */
  Batch nextSecond() {
    Batch batch = batch(second.get(taken % second.size()));
    taken++;
    return batch;
  }

  /** How many batches of D2 have been taken. */
  int taken() {
    return taken;
  }

  /** Goes on after so many batches of D2. */
  void skipSecond(int count) {
    taken = count;
  }

  private Batch batch(int[] positions) {
    return Batch.of(Arrays.stream(positions).mapToObj(rows::get).toList());
  }
}
