package io.leebert.trainer.evaluate;

import io.leebert.schemas.event.PatienceQuality;
import io.leebert.trainer.exits.ExitDecision;
import io.leebert.trainer.exits.ExitRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What every exit and every patience is worth on rows whose classes are known. */
public final class QualityProfiler {

  private QualityProfiler() {}

  /**
   * The quality profile: for every patience from 0 to M what it yields and what it costs.
   *
   * @param probabilities {@code [rows][M][K]}, the distribution of every exit for every row
   * @param gold true class of every row
   * @throws IllegalArgumentException when there are no rows or the counts differ
   */
  public static List<PatienceQuality> profile(
      float[][][] probabilities, int[] gold, Metric metric, List<Boolean> votes) {
    requireRows(probabilities, gold);
    List<PatienceQuality> profile = new ArrayList<>();
    for (int patience = 0; patience <= votes.size(); patience++) {
      ExitRule rule = ExitRule.ofPatience(patience, votes);
      List<ExitDecision> decisions = Arrays.stream(probabilities).map(rule::decide).toList();
      profile.add(quality(patience, decisions, gold, metric, votes.size(), classes(probabilities)));
    }
    return profile;
  }

  /**
   * One row of a quality profile from decisions already made.
   *
   * @param layers number of exits (M)
   * @param classes number of classes (K)
   */
  public static PatienceQuality quality(
      int patience,
      List<ExitDecision> decisions,
      int[] gold,
      Metric metric,
      int layers,
      int classes) {
    int[] predicted = decisions.stream().mapToInt(ExitDecision::predictedClass).toArray();
    double score = metric.score(gold, predicted, classes);
    double accuracy = Metric.ACCURACY.score(gold, predicted, classes);
    double[] shares = new double[layers];
    long layerSum = 0;
    for (ExitDecision decision : decisions) {
      shares[decision.exitLayer() - 1]++;
      layerSum += decision.exitLayer();
    }
    double rows = decisions.size();
    return PatienceQuality.newBuilder()
        .setPatience(patience)
        .setScore(score)
        .setAccuracy(accuracy)
        .setMeanExitLayer(layerSum / rows)
        .setExitShares(Arrays.stream(shares).map(count -> count / rows).boxed().toList())
        .build();
  }

  /**
   * The score of every exit alone, lowest first.
   *
   * @param probabilities {@code [rows][M][K]}
   * @param gold true class of every row
   * @throws IllegalArgumentException when there are no rows or the counts differ
   */
  public static List<Double> exitScores(float[][][] probabilities, int[] gold, Metric metric) {
    requireRows(probabilities, gold);
    List<Double> scores = new ArrayList<>();
    for (int exit = 0; exit < probabilities[0].length; exit++) {
      int index = exit;
      int[] predicted =
          Arrays.stream(probabilities).mapToInt(row -> ExitRule.mostProbable(row[index])).toArray();
      scores.add(metric.score(gold, predicted, classes(probabilities)));
    }
    return scores;
  }

  private static int classes(float[][][] probabilities) {
    return probabilities[0][0].length;
  }

  private static void requireRows(float[][][] probabilities, int[] gold) {
    if (gold.length == 0 || probabilities.length != gold.length) {
      throw new IllegalArgumentException(
          "a quality profile needs rows and one class for each, found "
              + probabilities.length
              + " rows and "
              + gold.length
              + " classes");
    }
  }
}
