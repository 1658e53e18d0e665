package io.leebert.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LengthBucketsTest {

  private final int[] lengths = new Random(1).ints(1000, 3, 60).toArray();

  @ParameterizedTest
  @ValueSource(ints = {2, 31, 32, 33, 64, 513, 1000})
  void everyRowIsInExactlyOneBatchAndNoBatchHasOneRow(int count) {
    int[] rows = IntStream.range(0, count).toArray();

    List<int[]> batches = LengthBuckets.shuffled(lengths, rows, 32, new Random(2));

    assertThat(batches.stream().flatMapToInt(Arrays::stream).sorted().toArray()).isEqualTo(rows);
    assertThat(batches).allSatisfy(batch -> assertThat(batch.length).isBetween(2, 33));
  }

  @Test
  void littleIsPadded() {
    int[] rows = IntStream.range(0, 1000).toArray();
    List<int[]> batches = LengthBuckets.shuffled(lengths, rows, 32, new Random(2));

    long real = Arrays.stream(lengths).sum();
    assertThat((double) padded(batches) / real).isLessThan(1.15);
  }

  @Test
  void batchesComeInNoOrderOfLengthAndDifferEveryTime() {
    int[] rows = IntStream.range(0, 1000).toArray();
    Random random = new Random(3);
    List<int[]> first = LengthBuckets.shuffled(lengths, rows, 32, random);
    List<int[]> second = LengthBuckets.shuffled(lengths, rows, 32, random);

    int[] longest =
        first.stream()
            .mapToInt(b -> Arrays.stream(b).map(i -> lengths[i]).max().orElse(0))
            .toArray();
    assertThat(longest).isNotEqualTo(Arrays.stream(longest).sorted().toArray());
    assertThat(first.get(0)).isNotEqualTo(second.get(0));
    assertThat(LengthBuckets.shuffled(lengths, rows, 32, new Random(3)).get(0))
        .isEqualTo(first.get(0));
  }

  @Test
  void scoringGoesFromShortToLong() {
    List<int[]> batches = LengthBuckets.sorted(lengths, 64);

    assertThat(batches).hasSize(16);
    assertThat(batches.stream().flatMapToInt(Arrays::stream).map(row -> lengths[row]).toArray())
        .isSorted();
  }

  @Test
  void aBatchOfOneIsRefused() {
    assertThatThrownBy(() -> LengthBuckets.shuffled(lengths, new int[4], 1, new Random(1)))
        .hasMessageContaining("at least 2, found 1");
  }

  private long padded(List<int[]> batches) {
    return batches.stream()
        .mapToLong(b -> (long) b.length * Arrays.stream(b).map(i -> lengths[i]).max().orElse(0))
        .sum();
  }
}
