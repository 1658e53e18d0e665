package io.leebert.trainer.train;

import io.leebert.trainer.evaluate.Metric;
import io.leebert.trainer.exits.ExitRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Scores of every exit alone, on held-out rows.
 *
 * @param scores per exit, by the task's metric
 * @param accuracies per exit, share of right classes
 * @param majorityScore what the commonest class as the answer to every row scores, by the task's
 *     metric
 * @param constantExits trained exits, counted from 1, that predict one class for every row although
 *     there are several
 * @param trained for every exit whether it was trained at all
 * @param earnedVotes true when only exits may vote that beat the commonest class
 */
public record ExitScores(
    List<Double> scores,
    List<Double> accuracies,
    double majorityScore,
    List<Integer> constantExits,
    List<Boolean> trained,
    boolean earnedVotes) {

  /** Copies the lists. */
  public ExitScores {
    scores = List.copyOf(scores);
    accuracies = List.copyOf(accuracies);
    constantExits = List.copyOf(constantExits);
    trained = List.copyOf(trained);
  }

  /** Scores predictions of exits that are all trained and have to earn their votes. */
  public static ExitScores of(float[][][] probabilities, int[] gold, Metric metric) {
    return of(
        probabilities, gold, metric, Collections.nCopies(probabilities[0].length, true), true);
  }

  /**
   * Scores predictions.
   *
   * @param probabilities {@code [rows][M][K]}
   * @param gold {@code [rows]}
   * @param trained for every exit whether it was trained
   * @param earnedVotes true lets only exits vote that beat the commonest class
   */
  public static ExitScores of(
      float[][][] probabilities,
      int[] gold,
      Metric metric,
      List<Boolean> trained,
      boolean earnedVotes) {
    int exits = probabilities[0].length;
    int classes = probabilities[0][0].length;
    long[] counts = new long[classes];
    for (int k : gold) {
      counts[k]++;
    }
    List<Double> scores = new ArrayList<>();
    List<Double> accuracies = new ArrayList<>();
    List<Integer> constant = new ArrayList<>();
    for (int m = 0; m < exits; m++) {
      int exit = m;
      int[] predicted =
          Arrays.stream(probabilities).mapToInt(row -> ExitRule.mostProbable(row[exit])).toArray();
      scores.add(metric.score(gold, predicted, classes));
      accuracies.add(Metric.ACCURACY.score(gold, predicted, classes));
      if (trained.get(m)
          && Arrays.stream(predicted).distinct().count() == 1
          && Arrays.stream(gold).distinct().count() > 1) {
        constant.add(m + 1);
      }
    }
    return new ExitScores(
        scores,
        accuracies,
        metric.score(gold, majority(counts, gold.length), classes),
        constant,
        trained,
        earnedVotes);
  }

  /** The commonest class for every row. */
  private static int[] majority(long[] counts, int rows) {
    int commonest = 0;
    for (int k = 1; k < counts.length; k++) {
      commonest = counts[k] > counts[commonest] ? k : commonest;
    }
    int[] answers = new int[rows];
    Arrays.fill(answers, commonest);
    return answers;
  }

  /** The average of the trained exits: a model's score (LeeBERT, section 4.2). */
  public double average() {
    return IntStream.range(0, scores.size())
        .filter(trained::get)
        .mapToDouble(scores::get)
        .average()
        .orElseThrow();
  }

  /**
   * Which exits may count towards patience: those that beat the commonest class on held-out rows,
   * by the task's metric. The others would agree on a constant and end rows for no reason. The last
   * exit always votes; one that was not trained never does.
   */
  public List<Boolean> votes() {
    List<Boolean> votes = new ArrayList<>();
    for (int m = 0; m < scores.size(); m++) {
      boolean good = !earnedVotes || scores.get(m) > majorityScore;
      votes.add(m == scores.size() - 1 || (trained.get(m) && good));
    }
    return votes;
  }
}
