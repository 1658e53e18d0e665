package io.leebert.trainer.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.trainer.data.LengthBuckets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HalfSplitTest {

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 100, 101})
  void theHalvesAreDisjointAndCoverAllRows(int rows) {
    HalfSplit split = HalfSplit.of(rows, new Random(1));

    assertThat(split.first().length - split.second().length).isBetween(0, 1);
    assertThat(
            IntStream.concat(Arrays.stream(split.first()), Arrays.stream(split.second()))
                .sorted()
                .toArray())
        .containsExactly(IntStream.range(0, rows).toArray());
  }

  @Test
  void everyEpochSplitsAnewAndASeedRepeatsThem() {
    Random random = new Random(5);
    HalfSplit epoch1 = HalfSplit.of(50, random);
    HalfSplit epoch2 = HalfSplit.of(50, random);

    assertThat(epoch1.first()).isNotEqualTo(epoch2.first());
    assertThat(HalfSplit.of(50, new Random(5)).first()).isEqualTo(epoch1.first());
  }

  @Test
  void overEpochsEveryRowIsInBothHalves() {
    Random random = new Random(6);
    Set<Integer> everFirst = new HashSet<>();
    Set<Integer> everSecond = new HashSet<>();

    for (int epoch = 0; epoch < 20; epoch++) {
      HalfSplit split = HalfSplit.of(30, random);
      Arrays.stream(split.first()).forEach(everFirst::add);
      Arrays.stream(split.second()).forEach(everSecond::add);
    }

    assertThat(everFirst).hasSize(30);
    assertThat(everSecond).hasSize(30);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 33, 34, 67, 200})
  void batchesOfBothHalvesTogetherHoldEveryRowOnce(int rows) {
    Random random = new Random(7);
    int[] lengths = random.ints(rows, 3, 40).toArray();
    HalfSplit split = HalfSplit.of(rows, random);

    List<int[]> batches =
        new ArrayList<>(LengthBuckets.shuffled(lengths, split.first(), 16, random));
    batches.addAll(LengthBuckets.shuffled(lengths, split.second(), 16, random));

    assertThat(batches.stream().flatMapToInt(Arrays::stream).sorted().toArray())
        .containsExactly(IntStream.range(0, rows).toArray());
    assertThat(batches).allSatisfy(batch -> assertThat(batch.length).isBetween(2, 17));
  }

  @Test
  void tooFewRowsAreRefused() {
    assertThatThrownBy(() -> HalfSplit.of(3, new Random(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 4 rows, found 3");
  }
}
