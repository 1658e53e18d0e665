package io.leebert.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfusionTablesTest {

  private final RunRecord run = RunFixture.run().labels(List.of("no", "yes")).build();

  @Test
  void theCountsAreThoseOfTheRunByTrueClass() {
    Table counts = ConfusionTables.counts(run);

    assertThat(counts.head()).containsExactly("true class", "no", "yes");
    assertThat(counts.rows().get(1))
        .containsExactly(
            "yes", Figures.count(run.confusion()[1][0]), Figures.count(run.confusion()[1][1]));
  }

  @Test
  void everyClassHasItsRowsAndWhatWasFoundOfThem() {
    int[][] counts = run.confusion();
    int rows = counts[1][0] + counts[1][1];

    assertThat(ConfusionTables.classes(run).rows().get(1))
        .startsWith("yes", Figures.count(rows), Figures.score((double) counts[1][1] / rows));
  }

  @Test
  void ofManyKindsOfMistakesTheMostFrequentAreShownAndAllAreCounted() {
    RunRecord many = RunFixture.run().classes(40).build();
    int kinds = new Confusions(many.confusion()).mistakes().size();

    Table mistakes = ConfusionTables.mistakes(many);

    assertThat(kinds).isGreaterThan(15);
    assertThat(mistakes.rows()).hasSize(15);
    assertThat(mistakes.caption()).isEqualTo("The 15 most frequent mistakes of " + kinds);
    assertThat(ConfusionTables.mistakes(run).caption()).isEqualTo("Mistakes");
  }
}
