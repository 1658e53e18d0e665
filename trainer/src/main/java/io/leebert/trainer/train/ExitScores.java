package io.leebert.trainer.train;

import io.leebert.trainer.evaluate.Metric;
import io.leebert.trainer.exits.ExitRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Scores of every exit alone, on held-out rows.
 *
 * @param scores per exit, by the task's metric
 * @param accuracies per exit, share of right classes
 * @param majorityShare share of the commonest class: what a constant scores
 * @param constantExits exits, counted from 1, that predict one class for every row although there
 *     are several
 */
public record ExitScores(
    List<Double> scores,
    List<Double> accuracies,
    double majorityShare,
    List<Integer> constantExits) {

  /** Copies the lists. */
  public ExitScores {
    scores = List.copyOf(scores);
    accuracies = List.copyOf(accuracies);
    constantExits = List.copyOf(constantExits);
  }

  /**
   * Scores predictions.
   *
   * @param probabilities {@code [rows][M][K]}
   * @param gold {@code [rows]}
   */
  public static ExitScores of(float[][][] probabilities, int[] gold, Metric metric) {
    int exits = probabilities[0].length;
    int classes = probabilities[0][0].length;
    long[] counts = new long[classes];
    for (int k : gold) {
      counts[k]++;
    }
    long majority = Arrays.stream(counts).max().orElseThrow();
    List<Double> scores = new ArrayList<>();
    List<Double> accuracies = new ArrayList<>();
    List<Integer> constant = new ArrayList<>();
    for (int m = 0; m < exits; m++) {
      int exit = m;
      int[] predicted =
          Arrays.stream(probabilities).mapToInt(row -> ExitRule.mostProbable(row[exit])).toArray();
      scores.add(metric.score(gold, predicted, classes));
      accuracies.add(Metric.ACCURACY.score(gold, predicted, classes));
      if (Arrays.stream(predicted).distinct().count() == 1 && majority < gold.length) {
        constant.add(m + 1);
      }
    }
    return new ExitScores(scores, accuracies, (double) majority / gold.length, constant);
  }

  /** The average of the exits: a model's score (LeeBERT, section 4.2). */
  public double average() {
    return scores.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  /**
   * Which exits may count towards patience: those that beat the commonest class on held-out rows.
   * The others would agree on a constant and end rows for no reason. The last exit always votes.
   */
  public List<Boolean> votes() {
    List<Boolean> votes = new ArrayList<>();
    for (int m = 0; m < accuracies.size(); m++) {
      votes.add(m == accuracies.size() - 1 || accuracies.get(m) > majorityShare);
    }
    return votes;
  }
}
