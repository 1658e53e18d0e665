package io.leebert.trainer.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.schemas.fixture.InLocale;
import io.leebert.trainer.data.TokenizedRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folds of few rows and rare classes, grids of one value, and which of several trials is best. */
class SearchEdgesTest {

  @Test
  void asManyRowsAsFoldsNeedAreEnoughAndOneLessIsNot() {
    assertThat(Folds.of(rows(8, 2), 2, new Random(1)).count()).isEqualTo(2);
    assertThatThrownBy(() -> Folds.of(rows(7, 2), 2, new Random(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cross-validation needs at least 2 folds of 4 rows, found 2 folds for 7 rows");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void noFoldsAreRefused(int count) {
    assertThatThrownBy(() -> Folds.of(rows(40, 2), count, new Random(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found " + count + " folds for 40 rows");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 10})
  void foldsDifferByOneRowAtMost(int count) {
    Folds folds = Folds.of(rows(41, 7), count, new Random(3));

    int least = 41 / count;
    for (int fold = 0; fold < count; fold++) {
      assertThat(folds.heldOut(fold).size()).isBetween(least, least + 1);
      assertThat(folds.heldOut(fold).size() + folds.train(fold).size()).isEqualTo(41);
    }
  }

  @Test
  void anyClassIsSpreadAsEvenlyAsItCanBe() {
    Folds folds = Folds.of(rows(60, 4), 5, new Random(3));

    for (int fold = 0; fold < 5; fold++) {
      for (int label = 0; label < 4; label++) {
        int gold = label;
        assertThat(folds.heldOut(fold).stream().filter(row -> row.gold() == gold).count())
            .isEqualTo(3);
      }
    }
  }

  @Test
  void aClassOfOneRowIsHeldOutOnceAndLearnedFromOtherwise() {
    List<TokenizedRow> rows = new ArrayList<>(rows(15, 1));
    rows.add(new TokenizedRow(new long[] {99}, new long[1], 1, false));
    Folds folds = Folds.of(rows, 4, new Random(1));

    assertThat(IntStream.range(0, 4).filter(fold -> has(folds.heldOut(fold), 1))).hasSize(1);
    assertThat(IntStream.range(0, 4).filter(fold -> has(folds.train(fold), 1))).hasSize(3);
  }

  @Test
  void dealingLeavesTheRowsThatWereGivenAsTheyAre() {
    List<TokenizedRow> rows = Collections.unmodifiableList(rows(20, 3));
    List<TokenizedRow> before = List.copyOf(rows);

    Folds.of(rows, 4, new Random(1));

    assertThat(rows).isEqualTo(before);
  }

  @Test
  void whoChangesWhatIsHeldOutChangesNoFold() {
    Folds folds = Folds.of(rows(8, 2), 2, new Random(1));

    folds.train(0).clear();

    assertThat(folds.train(0)).hasSize(4);
    assertThatThrownBy(() -> folds.heldOut(0).clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void thePapersGridHasAllOfItsCombinations() {
    assertThat(Grid.PAPER.candidates()).hasSize(4 * 4 * 3 * 3).doesNotHaveDuplicates();
  }

  @Test
  void combinationsComeInTheOrderOfTheValues() {
    Grid grid = new Grid(List.of(1e-5, 2e-5), List.of(1e-3), List.of(32, 16), List.of(2));

    assertThat(grid.candidates())
        .containsExactly(
            new Candidate(1e-5, 1e-3, 32, 2),
            new Candidate(1e-5, 1e-3, 16, 2),
            new Candidate(2e-5, 1e-3, 32, 2),
            new Candidate(2e-5, 1e-3, 16, 2));
  }

  @Test
  void ofAGridOfOneValueEveryDrawIsThatOne() {
    Grid one = new Grid(List.of(1e-5), List.of(1e-3), List.of(32), List.of(2));

    assertThat(one.drawn(100, new Random(1))).isEqualTo(one.candidates());
    assertThat(one.drawn(0, new Random(1))).isEmpty();
  }

  @Test
  void aLargerDrawOfTheSameSeedBeginsWithTheSmallerOne() {
    // So that a search can be gone on with for longer.
    assertThat(Grid.PAPER.drawn(20, new Random(7)))
        .startsWith(Grid.PAPER.drawn(5, new Random(7)).toArray(Candidate[]::new));
  }

  @Test
  void theListThatIsMissingIsNamed() {
    List<Double> some = List.of(1.0);
    List<Integer> whole = List.of(1);
    assertThatThrownBy(() -> new Grid(List.of(), some, whole, whole))
        .hasMessage("a grid needs at least one of the learning rates");
    assertThatThrownBy(() -> new Grid(some, List.of(), whole, whole))
        .hasMessage("a grid needs at least one of the weight learning rates");
    assertThatThrownBy(() -> new Grid(some, some, List.of(), whole))
        .hasMessage("a grid needs at least one of the batch sizes");
    assertThatThrownBy(() -> new Grid(some, some, whole, List.of()))
        .hasMessage("a grid needs at least one of the cycles");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "de-DE", "ar-EG-u-nu-arab"})
  void optionsCanBePastedIntoACommandEverywhere(String tag) {
    InLocale.check(
        tag,
        () -> {
          assertThat(new Candidate(2.5e-5, 0.001, 32, 4).asOptions())
              .isEqualTo(
                  "--learning-rate 2.5E-5 --weight-learning-rate 0.001 --batch-size 32 --cycle 4");
        });
  }

  @Test
  void aTrialThatDivergedIsBelowEveryOther() {
    Candidate candidate = new Candidate(1, 1, 1, 1);
    Trial diverged = new Trial(candidate, List.of(), 1);
    Trial worst = new Trial(candidate, List.of(-1.0, -1.0), 1);

    assertThat(diverged.mean()).isLessThan(worst.mean());
    assertThat(diverged.deviation()).isZero();
    assertThat(worst.diverged()).isFalse();
    assertThat(worst.deviation()).isZero();
  }

  private static boolean has(List<TokenizedRow> rows, int label) {
    return rows.stream().anyMatch(row -> row.gold() == label);
  }

  /** Rows whose first token tells them apart, of so many classes in turn. */
  private static List<TokenizedRow> rows(int count, int classes) {
    return IntStream.range(0, count)
        .mapToObj(i -> new TokenizedRow(new long[] {i}, new long[1], i % classes, false))
        .toList();
  }
}
