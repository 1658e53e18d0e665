package io.leebert.trainer.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
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
  void tooFewRowsAreRefused() {
    assertThatThrownBy(() -> HalfSplit.of(3, new Random(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 4 rows, found 3");
  }
}
