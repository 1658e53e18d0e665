package io.leebert.trainer.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leebert.trainer.backbone.TensorValues;
import java.util.Arrays;
import java.util.Random;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LeeBertObjectiveTest {

  private static final int EXITS = 3;
  private static final int ROWS = 4;
  private static final int CLASSES = 3;
  private static final double TEMPERATURE = 2.5;
  private static final int[] GOLD = {2, 0, 1, 0};

  private final double[] logits =
      new Random(7).doubles((long) EXITS * ROWS * CLASSES, -2, 2).toArray();

  @ParameterizedTest
  @EnumSource(Teachers.class)
  void everyTermIsWhatTheEquationsSay(Teachers teachers) {
    TermGrid terms = terms(teachers, logits);

    for (int student = 1; student <= EXITS; student++) {
      assertThat(terms.get(student, 0)).isCloseTo(crossEntropy(student), within(1e-12));
      for (int teacher = 1; teacher <= EXITS; teacher++) {
        double expected =
            teachers.teaches(teacher, student, EXITS)
                ? distillation(logits, logits, teacher, student)
                    / (EXITS * teachers.countFor(student, EXITS))
                : 0;
        assertThat(terms.get(student, teacher)).isCloseTo(expected, within(1e-12));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Teachers.class)
  void theGradientOfTheLogitsMatchesFiniteDifferencesWithTeachersHeldConstant(Teachers teachers) {
    TermGrid weights = randomWeights(teachers);
    double[] gradient = logitGradient(teachers, weights);

    double step = 1e-6;
    for (int i = 0; i < logits.length; i++) {
      double[] up = logits.clone();
      double[] down = logits.clone();
      up[i] += step;
      down[i] -= step;
      double slope =
          (lossWithConstantTeachers(teachers, up, weights)
                  - lossWithConstantTeachers(teachers, down, weights))
              / (2 * step);
      assertThat(gradient[i]).isCloseTo(slope, within(1e-8));
    }
  }

  @Test
  void theGradientOfAWeightIsTheValueOfItsTerm() {
    LeeBertObjective objective = new LeeBertObjective(Teachers.ALL, TEMPERATURE);
    TermGrid weights = randomWeights(Teachers.ALL);
    TermGrid terms = terms(Teachers.ALL, logits);
    double step = 1e-4;

    for (int exit = 1; exit <= EXITS; exit++) {
      for (int teacher = 0; teacher <= EXITS; teacher++) {
        double up = lossOf(objective, nudged(weights, exit, teacher, step));
        double down = lossOf(objective, nudged(weights, exit, teacher, -step));
        assertThat((up - down) / (2 * step)).isCloseTo(terms.get(exit, teacher), within(1e-9));
      }
    }
  }

  @Test
  void theWeightedSumIsTheSameInJavaAndInTheEngine() {
    TermGrid weights = randomWeights(Teachers.LATER);

    assertThat(lossOf(new LeeBertObjective(Teachers.LATER, TEMPERATURE), weights))
        .isCloseTo(terms(Teachers.LATER, logits).dot(weights), within(1e-12));
  }

  @Test
  void aHandWorkedCaseOfTwoExitsAndTwoClasses() {
    // One row of class 0. Exit 1 says (1/2, 1/2), exit 2 says (3/4, 1/4); temperature 1, M |T| = 2.
    Tensor two = Tensor.create(new double[] {0, 0, Math.log(3), 0}, 2, 1, 2);
    double[] terms =
        TensorValues.doubles(
            new LeeBertObjective(Teachers.ALL, 1).terms(two, Tensor.create(new long[] {0}, 1)));

    assertThat(terms)
        .containsExactly(
            new double[] {
              Math.log(2),
              0,
              Math.log(2) / 2,
              Math.log(4.0 / 3),
              (Math.log(4.0 / 3) + Math.log(4)) / 4,
              0
            },
            within(1e-12));
  }

  @Test
  void aSingleExitOnlyClassifiesWhoeverShouldTeach() {
    for (Teachers teachers : Teachers.values()) {
      double[] terms =
          TensorValues.doubles(
              new LeeBertObjective(teachers, 2)
                  .terms(
                      Tensor.create(new double[] {0, 0}, 1, 1, 2),
                      Tensor.create(new long[] {1}, 1)));

      assertThat(terms)
          .as(teachers.name())
          .containsExactly(new double[] {Math.log(2), 0}, within(1e-12));
    }
  }

  @Test
  void logitsOfAnySizeGiveFiniteTerms() {
    double[] huge = new double[logits.length];
    for (int i = 0; i < huge.length; i++) {
      huge[i] = logits[i] * 1e6;
    }

    assertThat(Arrays.stream(terms(Teachers.ALL, huge).flat()).boxed())
        .allSatisfy(term -> assertThat(term).isFinite());
  }

  @Test
  void addingTheSameToAllLogitsOfARowChangesNothing() {
    double[] moved = logits.clone();
    for (int i = 0; i < CLASSES; i++) {
      moved[CLASSES + i] += 5;
    }

    assertThat(terms(Teachers.ALL, moved).flat())
        .containsExactly(terms(Teachers.ALL, logits).flat(), within(1e-12));
  }

  @Test
  void singlePrecisionGivesTheSameTermsRounded() {
    Tensor single = tensor(logits).to(torch.ScalarType.Float);
    float[] terms =
        TensorValues.floats(new LeeBertObjective(Teachers.ALL, TEMPERATURE).terms(single, gold()));
    double[] exact = terms(Teachers.ALL, logits).flat();

    for (int i = 0; i < exact.length; i++) {
      assertThat((double) terms[i]).isCloseTo(exact[i], within(1e-6));
    }
  }

  @Test
  void distillationIsSmallestWhereStudentAndTeacherAgree() {
    // Cross-entropy of p against q is at least the entropy of p.
    double[] agreeing = logits.clone();
    System.arraycopy(agreeing, 0, agreeing, ROWS * CLASSES, ROWS * CLASSES);
    TermGrid same = terms(Teachers.ALL, agreeing);
    TermGrid different = terms(Teachers.ALL, logits);

    // Exit 1 teaches exit 2 in both; only there the student has become the teacher.
    assertThat(same.get(2, 1)).isLessThan(different.get(2, 1));
  }

  @Test
  void aTemperatureThatIsNotPositiveIsRefused() {
    assertThatThrownBy(() -> new LeeBertObjective(Teachers.ALL, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("temperature must be above 0, found 0.0");
  }

  @Test
  void teachersAreWhoTheirNamesSay() {
    assertThat(Teachers.NONE.countFor(1, 12)).isZero();
    assertThat(Teachers.LAST.countFor(1, 12)).isEqualTo(1);
    assertThat(Teachers.LAST.teaches(12, 3, 12)).isTrue();
    assertThat(Teachers.LAST.countFor(12, 12)).isZero();
    assertThat(Teachers.LATER.countFor(5, 12)).isEqualTo(7);
    assertThat(Teachers.LATER.teaches(4, 5, 12)).isFalse();
    assertThat(Teachers.ALL.countFor(5, 12)).isEqualTo(11);
    assertThat(Teachers.ALL.teaches(5, 5, 12)).isFalse();
  }

  @Test
  void aGridOfTheWrongShapeIsRefused() {
    assertThatThrownBy(() -> TermGrid.of(new double[2][2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 exits need 3 numbers each, found 2");
  }

  private double[] logitGradient(Teachers teachers, TermGrid weights) {
    LeeBertObjective objective = new LeeBertObjective(teachers, TEMPERATURE);
    Tensor leaf = tensor(logits);
    leaf.set_requires_grad(true);
    objective.loss(objective.terms(leaf, gold()), weights).backward();
    return TensorValues.doubles(leaf.grad());
  }

  private double lossWithConstantTeachers(Teachers teachers, double[] students, TermGrid weights) {
    double loss = 0;
    for (int student = 1; student <= EXITS; student++) {
      loss += weights.get(student, 0) * crossEntropy(students, student);
      for (int teacher = 1; teacher <= EXITS; teacher++) {
        if (teachers.teaches(teacher, student, EXITS)) {
          loss +=
              weights.get(student, teacher)
                  * distillation(logits, students, teacher, student)
                  / (EXITS * teachers.countFor(student, EXITS));
        }
      }
    }
    return loss;
  }

  private double crossEntropy(int exit) {
    return crossEntropy(logits, exit);
  }

  private static double crossEntropy(double[] values, int exit) {
    double sum = 0;
    for (int row = 0; row < ROWS; row++) {
      sum -= Math.log(softmax(values, exit, row, 1)[GOLD[row]]);
    }
    return sum / ROWS;
  }

  private static double distillation(double[] taught, double[] learning, int teacher, int student) {
    double sum = 0;
    for (int row = 0; row < ROWS; row++) {
      double[] from = softmax(taught, teacher, row, TEMPERATURE);
      double[] to = softmax(learning, student, row, TEMPERATURE);
      for (int k = 0; k < CLASSES; k++) {
        sum -= from[k] * Math.log(to[k]);
      }
    }
    return TEMPERATURE * TEMPERATURE * sum / ROWS;
  }

  private static double[] softmax(double[] values, int exit, int row, double temperature) {
    double[] result = new double[CLASSES];
    double sum = 0;
    for (int k = 0; k < CLASSES; k++) {
      result[k] = Math.exp(values[((exit - 1) * ROWS + row) * CLASSES + k] / temperature);
      sum += result[k];
    }
    for (int k = 0; k < CLASSES; k++) {
      result[k] /= sum;
    }
    return result;
  }

  private TermGrid terms(Teachers teachers, double[] values) {
    Tensor terms = new LeeBertObjective(teachers, TEMPERATURE).terms(tensor(values), gold());
    double[] flat = TensorValues.doubles(terms);
    double[][] grid = new double[EXITS][EXITS + 1];
    for (int i = 0; i < flat.length; i++) {
      grid[i / (EXITS + 1)][i % (EXITS + 1)] = flat[i];
    }
    return TermGrid.of(grid);
  }

  private double lossOf(LeeBertObjective objective, TermGrid weights) {
    return objective.loss(objective.terms(tensor(logits), gold()), weights).item_double();
  }

  private static TermGrid nudged(TermGrid weights, int exit, int teacher, double step) {
    double[][] nudge = new double[EXITS][EXITS + 1];
    nudge[exit - 1][teacher] = step;
    return weights.plus(TermGrid.of(nudge));
  }

  private static TermGrid randomWeights(Teachers teachers) {
    Random random = new Random(3);
    double[][] weights = new double[EXITS][EXITS + 1];
    for (int student = 1; student <= EXITS; student++) {
      weights[student - 1][0] = random.nextDouble();
      for (int teacher = 1; teacher <= EXITS; teacher++) {
        double weight = random.nextDouble();
        weights[student - 1][teacher] = teachers.teaches(teacher, student, EXITS) ? weight : 0;
      }
    }
    return TermGrid.of(weights);
  }

  private static Tensor tensor(double[] values) {
    return Tensor.create(values, EXITS, ROWS, CLASSES);
  }

  private static Tensor gold() {
    return Tensor.create(new long[] {GOLD[0], GOLD[1], GOLD[2], GOLD[3]}, ROWS);
  }
}
