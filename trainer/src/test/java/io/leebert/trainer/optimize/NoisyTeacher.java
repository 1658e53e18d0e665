package io.leebert.trainer.optimize;

import io.leebert.trainer.objective.TermGrid;
import java.util.Random;

/**
 * Three logistic exits on points that a line separates; a batch is rows. Exit 1 learns the classes
 * and from exits 2 and 3; exit 3 learns the classes; exit 2 learns labels drawn at random, so what
 * it teaches is harmful. All gradients are written out.
 */
final class NoisyTeacher implements SlopeLearner<int[]> {

  static final int EXITS = 3;
  static final int ROWS = 128;
  private static final int FEATURES = 8;
  private static final int HALF = ROWS / 2;
  private static final int BATCH = 16;
  private static final double LEARNING_RATE = 0.05;

  /** One over exits times teachers, as in the paper's equation 4. */
  private static final double SHARE = 1.0 / (EXITS * 2);

  private final double[][] points = new double[ROWS][FEATURES];
  private final int[] gold = new int[ROWS];
  private final int[] noise = new int[ROWS];
  private final double[][] theta = new double[EXITS][FEATURES];

  NoisyTeacher(long seed) {
    Random random = new Random(seed);
    for (int row = 0; row < ROWS; row++) {
      for (int i = 0; i < FEATURES; i++) {
        points[row][i] = random.nextGaussian();
      }
      gold[row] = points[row][0] + points[row][1] > 0 ? 1 : 0;
      noise[row] = random.nextInt(2);
    }
  }

  /** Batches of the first half of the rows, and of the second. */
  static int[] batch(boolean first, Random random) {
    return random.ints(BATCH, 0, HALF).map(row -> first ? row : HALF + row).toArray();
  }

  /** Cross-entropy of exit 1 on the second half of the rows. */
  double heldOutLoss() {
    double loss = 0;
    for (int row = HALF; row < ROWS; row++) {
      loss += crossEntropy(gold[row], probability(0, row)) / HALF;
    }
    return loss;
  }

  @Override
  public TermGrid descend(int[] batch, TermGrid weights) {
    TermGrid before = terms(batch);
    double[][][] gradients = gradients(batch);
    for (int exit = 0; exit < EXITS; exit++) {
      for (int term = 0; term <= EXITS; term++) {
        for (int i = 0; i < FEATURES; i++) {
          theta[exit][i] -= LEARNING_RATE * weights.get(exit + 1, term) * gradients[exit][term][i];
        }
      }
    }
    return before;
  }

  @Override
  public TermGrid terms(int[] batch) {
    double[][] terms = new double[EXITS][EXITS + 1];
    for (int row : batch) {
      for (int exit = 0; exit < EXITS; exit++) {
        terms[exit][0] += crossEntropy(label(exit, row), probability(exit, row)) / batch.length;
      }
      for (int teacher = 1; teacher < EXITS; teacher++) {
        terms[0][teacher + 1] +=
            SHARE * crossEntropy(probability(teacher, row), probability(0, row)) / batch.length;
      }
    }
    return TermGrid.of(terms);
  }

  @Override
  public TermGrid slopes(int[] first, int[] second) {
    double[][][] ofTerms = gradients(first);
    double[][][] heldOut = gradients(second);
    double[][] slopes = new double[EXITS][EXITS + 1];
    for (int exit = 0; exit < EXITS; exit++) {
      for (int term = 0; term <= EXITS; term++) {
        for (int i = 0; i < FEATURES; i++) {
          slopes[exit][term] += heldOut[exit][0][i] * ofTerms[exit][term][i] / EXITS;
        }
      }
    }
    return TermGrid.of(slopes);
  }

  /** Of every term with respect to its own exit; of exits 2 and 3 only the classification is. */
  private double[][][] gradients(int[] batch) {
    double[][][] gradients = new double[EXITS][EXITS + 1][FEATURES];
    for (int row : batch) {
      for (int exit = 0; exit < EXITS; exit++) {
        add(gradients[exit][0], probability(exit, row) - label(exit, row), row, batch.length);
      }
      for (int teacher = 1; teacher < EXITS; teacher++) {
        double distance = SHARE * (probability(0, row) - probability(teacher, row));
        add(gradients[0][teacher + 1], distance, row, batch.length);
      }
    }
    return gradients;
  }

  private void add(double[] gradient, double slope, int row, int rows) {
    for (int i = 0; i < FEATURES; i++) {
      gradient[i] += slope * points[row][i] / rows;
    }
  }

  private double label(int exit, int row) {
    return exit == 1 ? noise[row] : gold[row];
  }

  private double probability(int exit, int row) {
    double logit = 0;
    for (int i = 0; i < FEATURES; i++) {
      logit += theta[exit][i] * points[row][i];
    }
    return 1 / (1 + Math.exp(-logit));
  }

  private static double crossEntropy(double target, double probability) {
    return -target * Math.log(probability) - (1 - target) * Math.log(1 - probability);
  }
}
