package io.leebert.trainer.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.trainer.data.TokenizedRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldsTest {

  /** 30 rows: 20 of class 0, 9 of class 1, 1 of class 2; the first token tells them apart. */
  private static final List<TokenizedRow> ROWS =
      IntStream.range(0, 30)
          .mapToObj(
              i ->
                  new TokenizedRow(new long[] {i}, new long[1], i < 20 ? 0 : i < 29 ? 1 : 2, false))
          .toList();

  @Test
  void everyRowIsHeldOutExactlyOnceAndTrainedOnInAllOtherFolds() {
    Folds folds = Folds.of(ROWS, 3, new Random(1));

    List<TokenizedRow> heldOut = new ArrayList<>();
    for (int fold = 0; fold < folds.count(); fold++) {
      heldOut.addAll(folds.heldOut(fold));
      assertThat(folds.train(fold)).doesNotContainAnyElementsOf(folds.heldOut(fold));
      assertThat(folds.train(fold)).hasSize(30 - folds.heldOut(fold).size());
    }
    assertThat(heldOut).containsExactlyInAnyOrderElementsOf(ROWS);
  }

  @Test
  void everyFoldHasItsShareOfEveryClass() {
    Folds folds = Folds.of(ROWS, 3, new Random(1));

    for (int fold = 0; fold < 3; fold++) {
      assertThat(folds.heldOut(fold)).hasSize(10);
      assertThat(folds.heldOut(fold).stream().filter(row -> row.gold() == 0).count())
          .isBetween(6L, 7L);
      assertThat(folds.heldOut(fold).stream().filter(row -> row.gold() == 1).count()).isEqualTo(3);
    }
  }

  @Test
  void anotherSeedDealsOtherFoldsAndTheSameSeedTheSame() {
    assertThat(Folds.of(ROWS, 3, new Random(1)).heldOut(0))
        .isEqualTo(Folds.of(ROWS, 3, new Random(1)).heldOut(0))
        .isNotEqualTo(Folds.of(ROWS, 3, new Random(2)).heldOut(0));
  }

  @Test
  void tooFewRowsOrFoldsAreRefusedWithTheCounts() {
    assertThatThrownBy(() -> Folds.of(ROWS, 8, new Random(1)))
        .hasMessageContaining("at least 2 folds of 4 rows, found 8 folds for 30 rows");
    assertThatThrownBy(() -> Folds.of(ROWS, 1, new Random(1)))
        .hasMessageContaining("found 1 folds for 30 rows");
  }
}
