package io.leebert.streams.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LengthSplitTest {

  @Test
  void nothingIsCutIntoNothing() {
    assertThat(LengthSplit.ends(new int[0], 4, 100, 10)).isEmpty();
  }

  @Test
  void shortRowsAreNotPaddedToALongOneWhereThatCostsMoreThanABatch() {
    int[] lengths = {5, 5, 6, 60};

    assertThat(LengthSplit.ends(lengths, 64, 8192, 40)).containsExactly(3, 4);
    assertThat(LengthSplit.ends(lengths, 64, 8192, 400)).containsExactly(4);
  }

  @Test
  void rowsAndTokensOfABatchAreLimited() {
    assertThat(LengthSplit.ends(new int[] {1, 1, 1, 1, 1}, 2, 8192, 10)).containsExactly(2, 4, 5);
    assertThat(LengthSplit.ends(new int[] {10, 10, 10}, 64, 20, 10)).containsExactly(2, 3);
    assertThat(LengthSplit.ends(new int[] {1, 99}, 64, 20, 1000)).containsExactly(1, 2);
  }

  @Test
  void noOtherCutIsCheaper() {
    Random random = new Random(3);
    for (int trial = 0; trial < 200; trial++) {
      int[] lengths = random.ints(1 + random.nextInt(9), 1, 40).sorted().toArray();
      int overhead = random.nextInt(60);

      List<Integer> ends = LengthSplit.ends(lengths, 4, 100, overhead);

      assertThat(cost(lengths, ends, overhead))
          .as(Arrays.toString(lengths))
          .isEqualTo(cheapest(lengths, 0, new ArrayList<>(), overhead));
    }
  }

  private static long cheapest(int[] lengths, int from, List<Integer> ends, int overhead) {
    if (from == lengths.length) {
      return cost(lengths, ends, overhead);
    }
    long best = Long.MAX_VALUE;
    for (int to = from + 1; to <= Math.min(lengths.length, from + 4); to++) {
      if (to == from + 1 || (to - from) * lengths[to - 1] <= 100) {
        List<Integer> longer = new ArrayList<>(ends);
        longer.add(to);
        best = Math.min(best, cheapest(lengths, to, longer, overhead));
      }
    }
    return best;
  }

  private static long cost(int[] lengths, List<Integer> ends, int overhead) {
    long cost = 0;
    int from = 0;
    for (int to : ends) {
      cost += overhead + (long) (to - from) * lengths[to - 1];
      from = to;
    }
    return cost;
  }
}
