package io.leebert.trainer.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
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

  @Test
  void timesAFactorIsANewGrid() {
    assertThat(grid.times(2).flat()).containsExactly(2, 0, 4, 6, 8, 0);
    assertThat(grid.flat()).containsExactly(1, 0, 2, 3, 4, 0);
  }

  @Test
  void theLastExitAloneIsItsClassification() {
    assertThat(TermGrid.lastExit(3).flat()).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0);
    assertThat(TermGrid.lastExit(1).flat()).containsExactly(1, 0);
  }

  @Test
  void allButTheLastExitIsTheirClassification() {
    assertThat(TermGrid.allButLastExit(3).flat())
        .containsExactly(1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0);
    assertThat(TermGrid.allButLastExit(1).flat()).containsExactly(0, 0);
  }

  @Test
  void byLayerWeighsAnExitByItsNumberWithAMeanOfOne() {
    assertThat(TermGrid.byLayer(Teachers.NONE, 3).flat())
        .containsExactly(0.5, 0, 0, 0, 1, 0, 0, 0, 1.5, 0, 0, 0);
    assertThat(TermGrid.byLayer(Teachers.LAST, 3).flat())
        .containsExactly(0.5, 0, 0, 0.5, 1, 0, 0, 1, 1.5, 0, 0, 0);
    assertThat(TermGrid.byLayer(Teachers.NONE, 12).get(12, 0) / 12)
        .isCloseTo(TermGrid.byLayer(Teachers.NONE, 12).get(1, 0), within(1e-12));
  }

  @ParameterizedTest
  @EnumSource(Teachers.class)
  void randomWeightsAreDrawnFrom1To50AndThoseOfAnExitSumTo1(Teachers teachers) {
    TermGrid random = TermGrid.random(teachers, 4, new Random(2));

    for (int exit = 1; exit <= 4; exit++) {
      double[] row = random.row(exit);
      assertThat(Arrays.stream(row).sum()).isCloseTo(1, within(1e-12));
      double[] uniform = TermGrid.uniform(teachers, 4).row(exit);
      for (int i = 0; i < row.length; i++) {
        assertThat(row[i] > 0).as("exit %d, term %d", exit, i).isEqualTo(uniform[i] > 0);
      }
      // Ratios of whole numbers from 1 to 50: some common factor makes whole numbers of them all.
      assertThat(IntStream.rangeClosed(1, 50 * row.length))
          .anyMatch(sum -> Arrays.stream(row).allMatch(weight -> isDraw(weight * sum)));
    }
  }

  private static boolean isDraw(double number) {
    return Math.abs(number - Math.rint(number)) < 1e-9 && number < 50.5;
  }

  @Test
  void randomWeightsComeWithTheirSeed() {
    double[] drawn = TermGrid.random(Teachers.ALL, 5, new Random(2)).flat();

    assertThat(TermGrid.random(Teachers.ALL, 5, new Random(2)).flat()).isEqualTo(drawn);
    assertThat(TermGrid.random(Teachers.ALL, 5, new Random(3)).flat()).isNotEqualTo(drawn);
  }

  @Test
  void drawsReachFrom1To50AndNoFurther() {
    // Two terms an exit: their ratio is that of the two numbers drawn.
    Set<Long> ratios = new TreeSet<>();
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      double[] row = TermGrid.random(Teachers.LAST, 2, random).row(1);
      ratios.add(Math.round(50 * row[0] / row[2]));
    }

    assertThat(ratios).contains(1L, 50L, 2500L).allMatch(ratio -> ratio >= 1 && ratio <= 2500);
  }
}
