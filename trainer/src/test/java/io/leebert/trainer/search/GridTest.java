package io.leebert.trainer.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.trainer.train.Hyperparameters;
import io.leebert.trainer.train.SearchSettings;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GridTest {

  private static final Grid GRID =
      new Grid(List.of(1e-5, 2e-5), List.of(1e-4, 1e-3), List.of(8, 16), List.of(2));

  @Test
  void everyValueIsCombinedWithEveryOther() {
    assertThat(GRID.candidates())
        .hasSize(8)
        .doesNotHaveDuplicates()
        .contains(new Candidate(2e-5, 1e-4, 16, 2));
    assertThat(Grid.PAPER.candidates()).hasSize(4 * 4 * 3 * 3);
  }

  @Test
  void aDrawIsWithoutRepetitionTheSameForTheSameSeedAndNeverMoreThanThereAre() {
    List<Candidate> drawn = GRID.drawn(5, new Random(3));

    assertThat(drawn).hasSize(5).doesNotHaveDuplicates().isSubsetOf(GRID.candidates());
    assertThat(GRID.drawn(5, new Random(3))).isEqualTo(drawn);
    assertThat(GRID.drawn(99, new Random(3)))
        .containsExactlyInAnyOrderElementsOf(GRID.candidates());
  }

  @Test
  void valuesThatAMethodDoesNotLookAtAreNotTried() {
    assertThat(GRID.fitting(SearchSettings.uniform()).candidates())
        .hasSize(4)
        .allSatisfy(
            candidate ->
                assertThat(candidate.weightLearningRate())
                    .isEqualTo(SearchSettings.uniform().method().weightLearningRate()));
    Grid cycles = new Grid(List.of(1e-4), List.of(1e-3), List.of(8), List.of(2, 4));
    assertThat(cycles.fitting(SearchSettings.singleLevel()).candidates()).hasSize(1);
    assertThat(cycles.fitting(SearchSettings.crossLevel()).candidates()).hasSize(2);
  }

  @Test
  void aCandidateTakesThePlaceOfItsSettingsAndLeavesTheOthers() {
    Hyperparameters before = SearchSettings.crossLevel();
    Hyperparameters after = new Candidate(3e-5, 5e-3, 64, 7).in(before);

    assertThat(after.learningRate()).isEqualTo(3e-5);
    assertThat(after.method().weightLearningRate()).isEqualTo(5e-3);
    assertThat(after.batchSize()).isEqualTo(64);
    assertThat(after.method().cycle()).isEqualTo(7);
    assertThat(
            after.with(
                before.learningRate(),
                before.method().weightLearningRate(),
                before.batchSize(),
                before.method().cycle()))
        .isEqualTo(before);
    assertThat(new Candidate(3e-5, 5e-3, 64, 7).asOptions())
        .isEqualTo("--learning-rate 3.0E-5 --weight-learning-rate 0.005 --batch-size 64 --cycle 7");
  }

  @Test
  void aGridWithoutValuesIsRefusedByName() {
    assertThatThrownBy(() -> new Grid(List.of(1e-4), List.of(), List.of(8), List.of(2)))
        .hasMessage("a grid needs at least one of the weight learning rates");
  }
}
