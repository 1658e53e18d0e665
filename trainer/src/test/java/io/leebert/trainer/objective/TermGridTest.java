package io.leebert.trainer.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TermGridTest {

  private final TermGrid grid = TermGrid.of(new double[][] {{1, 0, 2}, {3, 4, 0}});

  @Test
  void rowsAreExitsAndColumnsAreTheClassificationThenTheTeachers() {
    assertThat(grid.exits()).isEqualTo(2);
    assertThat(grid.get(1, 0)).isEqualTo(1);
    assertThat(grid.get(1, 2)).isEqualTo(2);
    assertThat(grid.get(2, 1)).isEqualTo(4);
    assertThat(grid.row(2)).containsExactly(3, 4, 0);
    assertThat(grid.flat()).containsExactly(1, 0, 2, 3, 4, 0);
  }

  @Test
  void aSumIsANewGrid() {
    TermGrid sum = grid.plus(TermGrid.of(new double[][] {{10, 0, 20}, {30, 40, 0}}));

    assertThat(sum.flat()).containsExactly(11, 0, 22, 33, 44, 0);
    assertThat(grid.flat()).containsExactly(1, 0, 2, 3, 4, 0);
  }

  @Test
  void theWeightedSumIsTheLoss() {
    TermGrid weights = TermGrid.of(new double[][] {{0.5, 9, 1}, {2, 0.25, 9}});

    assertThat(grid.dot(weights)).isCloseTo(0.5 + 2 + 6 + 1, within(1e-12));
  }

  @Test
  void aRowHandedOutIsACopy() {
    grid.row(1)[0] = 99;

    assertThat(grid.get(1, 0)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Teachers.class)
  void uniformWeightsAreOneWhereThereIsATermAndNothingElsewhere(Teachers teachers) {
    TermGrid uniform = TermGrid.uniform(teachers, 4);

    for (int exit = 1; exit <= 4; exit++) {
      assertThat(uniform.get(exit, 0)).isEqualTo(1);
      double taught = 0;
      for (int teacher = 1; teacher <= 4; teacher++) {
        double weight = uniform.get(exit, teacher);
        assertThat(weight).isEqualTo(teachers.teaches(teacher, exit, 4) ? 1 : 0);
        taught += weight;
      }
      assertThat(taught).isEqualTo(teachers.countFor(exit, 4));
      assertThat(uniform.get(exit, exit)).as("nobody teaches itself").isZero();
    }
  }
}
