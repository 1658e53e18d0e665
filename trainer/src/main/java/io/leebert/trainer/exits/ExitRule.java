package io.leebert.trainer.exits;

import java.util.List;

/**
 * When a row leaves the network: the one definition that evaluation, the exported graph and serving
 * are held against.
 *
 * <p>Exits are looked at from the lowest up. A counter of agreeing exits starts at 0; at each exit
 * that votes it grows by 1 when the predicted class equals that of the voting exit before it, and
 * returns to 0 otherwise. The row leaves at the first voting exit where the counter reaches {@code
 * patience} (PABEE, Zhou et al. 2020, LeeBERT's default), or the largest probability reaches {@code
 * minConfidence} (Shallow-Deep Networks), or the entropy falls to {@code maxEntropy} (BranchyNet);
 * the last exit takes every row that is left. An exit without a vote is passed over: nothing is
 * counted there and no row leaves there.
 *
 * <p>So patience 0 leaves at the first voting exit and patience M, or more, at exit M.
 *
 * @param patience agreeing exits in a row that are enough, 0 or more
 * @param minConfidence largest probability that is enough, 0 to 1; above 1 switches it off
 * @param maxEntropy entropy in nats that is low enough; below 0 switches it off
 * @param votes for each of the M exits whether it counts and may be left at; the last one does
 */
public record ExitRule(int patience, float minConfidence, float maxEntropy, List<Boolean> votes) {

  /** The value of {@code minConfidence} that no probability reaches. */
  public static final float CONFIDENCE_OFF = 2f;

  /** The value of {@code maxEntropy} that no entropy falls to. */
  public static final float ENTROPY_OFF = -1f;

  /**
   * Checks the numbers and copies the list.
   *
   * @throws IllegalArgumentException when the patience is negative, a threshold is not a number, or
   *     the last exit does not vote
   */
  public ExitRule {
    votes = List.copyOf(votes);
    if (patience < 0) {
      throw new IllegalArgumentException("patience must be 0 or more, found " + patience);
    }
    if (Float.isNaN(minConfidence) || Float.isNaN(maxEntropy)) {
      throw new IllegalArgumentException(
          "thresholds must be numbers, found minConfidence "
              + minConfidence
              + " and maxEntropy "
              + maxEntropy);
    }
    if (votes.isEmpty() || !votes.get(votes.size() - 1)) {
      throw new IllegalArgumentException("the last exit must vote, found votes " + votes);
    }
  }

  /** Patience alone, the other two rules off. */
  public static ExitRule ofPatience(int patience, List<Boolean> votes) {
    return new ExitRule(patience, CONFIDENCE_OFF, ENTROPY_OFF, votes);
  }

  /**
   * Decides where one row leaves.
   *
   * @param probabilities {@code [M][K]}, the distribution of every exit, lowest first
   * @throws IllegalArgumentException when the number of exits is not that of the votes
   */
  public ExitDecision decide(float[][] probabilities) {
    int layers = votes.size();
    if (probabilities.length != layers) {
      throw new IllegalArgumentException(
          "expected probabilities of " + layers + " exits, found " + probabilities.length);
    }
    int counter = 0;
    int previous = -1;
    for (int exit = 1; exit < layers; exit++) {
      if (!votes.get(exit - 1)) {
        continue;
      }
      float[] row = probabilities[exit - 1];
      int predicted = mostProbable(row);
      counter = predicted == previous ? counter + 1 : 0;
      previous = predicted;
      if (counter >= patience || row[predicted] >= minConfidence || entropy(row) <= maxEntropy) {
        return new ExitDecision(exit, predicted);
      }
    }
    return new ExitDecision(layers, mostProbable(probabilities[layers - 1]));
  }

  /** The class of the largest probability; of equal ones the lowest. */
  public static int mostProbable(float[] probabilities) {
    int best = 0;
    for (int k = 1; k < probabilities.length; k++) {
      if (probabilities[k] > probabilities[best]) {
        best = k;
      }
    }
    return best;
  }

  /** Entropy in nats, 0 to log K; a class of probability 0 adds nothing. */
  public static float entropy(float[] probabilities) {
    double sum = 0;
    for (float p : probabilities) {
      if (p > 0) {
        sum -= p * Math.log(p);
      }
    }
    return (float) sum;
  }
}
