package io.leebert.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.leebert.trainer.report.Confusions.Mistake;
import io.leebert.trainer.report.Confusions.PerClass;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Classes that never occur, classes that nobody predicts, and mistakes that are as frequent. */
class ConfusionEdgesTest {

  @Test
  void nothingWrongIsNoMistake() {
    assertThat(of(new int[][] {{3, 0}, {0, 2}}).mistakes()).isEmpty();
  }

  @Test
  void ofMistakesAsFrequentThoseOfTheRarerClassComeFirst() {
    // Two rows each; of the second class that is half, of the first a fifth.
    assertThat(of(new int[][] {{8, 2}, {2, 2}}).mistakes())
        .containsExactly(new Mistake(1, 0, 2, 0.5), new Mistake(0, 1, 2, 0.2));
  }

  @Test
  void ofMistakesThatAreAlikeTheOneOfTheFirstClassesComesFirst() {
    assertThat(of(new int[][] {{0, 1, 1}, {1, 0, 1}, {1, 1, 0}}).mistakes())
        .extracting(mistake -> mistake.gold() + ">" + mistake.predicted())
        .containsExactly("0>1", "0>2", "1>0", "1>2", "2>0", "2>1");
  }

  @Test
  void aClassThatNobodyPredictsHasNoPrecisionButARecallOfZero() {
    assertThat(of(new int[][] {{3, 0}, {2, 0}}).of(1))
        .isEqualTo(new PerClass(2, 0, 0.0, Double.NaN));
  }

  @Test
  void aClassWithNeitherRowsNorPredictionsHasNeither() {
    assertThat(of(new int[][] {{3, 0}, {0, 0}}).of(1))
        .isEqualTo(new PerClass(0, 0, Double.NaN, Double.NaN));
  }

  @Test
  void oneClassAloneIsAlwaysRight() {
    Confusions one = of(new int[][] {{7}});

    assertThat(one.of(0)).isEqualTo(new PerClass(7, 7, 1.0, 1.0));
    assertThat(one.worst(5)).containsExactly(0);
    assertThat(one.share(0, 0)).isEqualTo(1);
  }

  @Test
  void theWorstClassesCountBothWhatTheyMissAndWhatTheyTake() {
    // Class 0 loses 4 rows to class 3, class 1 loses 1 to class 2.
    Confusions confusions =
        of(new int[][] {{6, 0, 0, 4}, {0, 9, 1, 0}, {0, 0, 10, 0}, {0, 0, 0, 10}});

    assertThat(confusions.worst(2)).containsExactly(0, 3);
    assertThat(confusions.worst(3)).containsExactly(0, 1, 3);
  }

  @Test
  void atMostAllClassesAreTheWorst() {
    assertThat(of(new int[][] {{1, 0}, {0, 1}}).worst(90)).containsExactly(0, 1);
    assertThat(of(new int[][] {{1, 0}, {0, 1}}).worst(0)).isEmpty();
  }

  @Test
  void aClassThatNeverOccursIsShownWithDashes() {
    RunRecord run = withConfusion(new int[][] {{3, 1}, {0, 0}});

    assertThat(ConfusionTables.classes(run).rows())
        .containsExactly(List.of("no", "4", "75.00", "100.00"), List.of("yes", "0", "–", "0.00"));
    assertThat(ConfusionTables.mistakes(run).rows())
        .containsExactly(List.of("no", "yes", "1", "25.00"));
  }

  @Test
  void fifteenKindsOfMistakesAreNotCalledTheMostFrequent() {
    int[][] confusion = new int[5][5];
    for (int kind = 0; kind < 15; kind++) {
      int gold = kind / 4;
      int other = kind % 4;
      confusion[gold][other < gold ? other : other + 1] = 1;
    }
    RunRecord run =
        RunFixture.run().preset("full").exits(12).classes(5).confusion(confusion).build();

    assertThat(ConfusionTables.mistakes(run).caption()).isEqualTo("Mistakes");
    assertThat(ConfusionTables.mistakes(run).rows()).hasSize(15);
  }

  @Test
  void largeCountsAreReadable() {
    RunRecord run = withConfusion(new int[][] {{1_234_567, 0}, {1000, 999}});

    assertThat(ConfusionTables.counts(run).rows())
        .containsExactly(List.of("no", "1,234,567", "0"), List.of("yes", "1,000", "999"));
  }

  private static Confusions of(int[][] counts) {
    return new Confusions(counts);
  }

  private static RunRecord withConfusion(int[][] confusion) {
    return RunFixture.run()
        .preset("full")
        .exits(12)
        .labels(List.of("no", "yes"))
        .confusion(confusion)
        .build();
  }
}
