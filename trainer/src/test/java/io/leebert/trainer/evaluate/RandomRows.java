package io.leebert.trainer.evaluate;

import java.util.Random;

/** What exits might have said of rows: {@code [row][exit][class]} probabilities that sum to one. */
final class RandomRows {

  private RandomRows() {}

  /** The same seed gives the same rows. */
  static float[][][] of(int rows, int exits, int classes, long seed) {
    Random random = new Random(seed);
    float[][][] all = new float[rows][exits][classes];
    for (float[][] row : all) {
      for (float[] exit : row) {
        float sum = 0;
        for (int k = 0; k < classes; k++) {
          exit[k] = 0.01f + random.nextFloat();
          sum += exit[k];
        }
        for (int k = 0; k < classes; k++) {
          exit[k] /= sum;
        }
      }
    }
    return all;
  }
}
