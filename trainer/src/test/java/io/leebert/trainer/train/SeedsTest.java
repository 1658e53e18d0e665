package io.leebert.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeedsTest {

  @Test
  void aPlaceHasTheSameSeedHoweverOftenItIsAskedFor() {
    assertThat(Seeds.of(42, 3, 7)).isEqualTo(Seeds.of(42, 3, 7));
  }

  @Test
  void placesThatLieBesideEachOtherShareNoSeed() {
    Set<Long> seeds = new HashSet<>();
    for (long seed = 0; seed < 10; seed++) {
      for (int epoch = 0; epoch < 30; epoch++) {
        for (int step = 0; step < 30; step++) {
          seeds.add(Seeds.of(seed, epoch, step));
        }
      }
    }

    assertThat(seeds).hasSize(10 * 30 * 30);
  }

  @Test
  void aPlaceIsMoreThanTheSumOfItsNumbers() {
    assertThat(Seeds.of(1, 2, 3)).isNotEqualTo(Seeds.of(1, 3, 2)).isNotEqualTo(Seeds.of(1, 2));
    assertThat(Seeds.of(1)).isNotEqualTo(Seeds.of(1, 0)).isNotEqualTo(1);
  }

  @Test
  void neighboursDifferInAboutHalfOfTheirBits() {
    int differing = 0;
    for (int step = 0; step < 1000; step++) {
      differing += Long.bitCount(Seeds.of(42, step) ^ Seeds.of(42, step + 1));
    }

    assertThat(differing / 1000.0).isBetween(30.0, 34.0);
  }
}
