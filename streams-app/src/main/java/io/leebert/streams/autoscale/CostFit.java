package io.leebert.streams.autoscale;

import java.util.List;

/**
 * What a batch, a layer of a batch, and a token in a layer cost, fitted to runs by least squares of
 * the relative error: a small run tells as much as a large one. No cost is negative.
 *
 * @param nanosPerBatch whatever is in it
 * @param nanosPerLayer for every layer that the batch reaches, whatever is in it: weights must be
 *     read, and the exit run, for one row as for sixty
 * @param nanosPerWork for a token of a row in a layer, padding included
 */
record CostFit(double nanosPerBatch, double nanosPerLayer, double nanosPerWork) {
  private static final int TERMS = 3;
  private static final int WORK = 2;

  /**
   * The best fit with costs of 0 or more.
   *
   * @throws IllegalArgumentException when there are no runs
   */
  static CostFit to(List<CostProfile.Run> runs) {
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("a cost profile needs runs to be fitted to");
    }
    double[] best = new double[TERMS];
    double least = Double.MAX_VALUE;
    // Work always costs; the other two terms are tried in all four ways.
    for (int with = 0; with < 4; with++) {
      boolean[] used = {(with & 1) != 0, (with & 2) != 0, true};
      double[] costs = solve(runs, used);
      double error = error(runs, costs);
      boolean possible = costs[0] >= 0 && costs[1] >= 0 && costs[WORK] > 0;
      // A term that explains next to nothing is left out.
      if (possible && error < least * (1 - 1e-9) - 1e-12) {
        least = error;
        best = costs;
      }
    }
    return new CostFit(best[0], best[1], best[WORK]);
  }

  /** Nanoseconds of a batch that do not depend on how much is in it. */
  double own(double deepest) {
    return nanosPerBatch + nanosPerLayer * deepest;
  }

  private static double[] features(CostProfile.Run run) {
    return new double[] {1, run.deepest(), run.work()};
  }

  private static double error(List<CostProfile.Run> runs, double[] costs) {
    double sum = 0;
    for (CostProfile.Run run : runs) {
      double[] x = features(run);
      double relative = (costs[0] * x[0] + costs[1] * x[1] + costs[2] * x[2]) / run.nanos() - 1;
      sum += relative * relative;
    }
    return sum;
  }

  /** Normal equations, by Gauss and Jordan; a term that cannot be told from the others is 0. */
  private static double[] solve(List<CostProfile.Run> runs, boolean[] used) {
    double[][] m = new double[TERMS][TERMS + 1];
    for (CostProfile.Run run : runs) {
      double[] x = features(run);
      for (int i = 0; i < TERMS; i++) {
        for (int j = 0; j < TERMS; j++) {
          m[i][j] += x[i] * x[j] / run.nanos() / run.nanos();
        }
        m[i][TERMS] += x[i] / run.nanos();
      }
    }
    double[] before = {m[0][0], m[1][1], m[2][2]};
    for (int i = TERMS - 1; i >= 0; i--) {
      boolean usable = used[i] && m[i][i] > 1e-9 * before[i];
      double pivot = m[i][i];
      for (int j = 0; j <= TERMS; j++) {
        m[i][j] = usable ? m[i][j] / pivot : 0;
      }
      for (int k = 0; k < TERMS && usable; k++) {
        double factor = m[k][i];
        for (int j = 0; j <= TERMS && k != i; j++) {
          m[k][j] -= factor * m[i][j];
        }
      }
    }
    return new double[] {m[0][TERMS], m[1][TERMS], m[2][TERMS]};
  }
}
