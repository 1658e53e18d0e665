package io.leebert.trainer.evaluate;

import ai.onnxruntime.OrtException;
import io.leebert.schemas.event.PatienceQuality;
import io.leebert.trainer.data.TokenizedRow;
import io.leebert.trainer.exits.ExitDecision;
import io.leebert.trainer.exits.ExitRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a model yields and costs on rows whose classes are known: at every patience and by the rule
 * that it is served by.
 *
 * @param profile patience 0 to M
 * @param served by the served rule
 */
public record GraphQuality(List<PatienceQuality> profile, PatienceQuality served) {

  /** Copies the list. */
  public GraphQuality {
    profile = List.copyOf(profile);
  }

  /**
   * Measures a graph by running it once per patience.
   *
   * @param classes number of classes (K)
   * @param served the served rule, with the votes of the exits
   * @throws OrtException when a run fails
   */
  public static GraphQuality of(
      GraphRunner graph, List<TokenizedRow> rows, Metric metric, int classes, ExitRule served)
      throws OrtException {
    int layers = served.votes().size();
    List<PatienceQuality> profile = new ArrayList<>();
    for (int patience = 0; patience <= layers; patience++) {
      profile.add(of(graph, ExitRule.ofPatience(patience, served.votes()), rows, metric, classes));
    }
    return new GraphQuality(
        profile,
        isOf(profile, served)
            ? profile.get(served.patience())
            : of(graph, served, rows, metric, classes));
  }

  /**
   * Measures a network by what its exits said.
   *
   * @param probabilities {@code [rows][M][K]}
   * @param gold true class of every row
   */
  public static GraphQuality of(
      float[][][] probabilities, int[] gold, Metric metric, ExitRule served) {
    List<PatienceQuality> profile =
        QualityProfiler.profile(probabilities, gold, metric, served.votes());
    List<ExitDecision> decisions = Arrays.stream(probabilities).map(served::decide).toList();
    return new GraphQuality(
        profile,
        QualityProfiler.quality(
            served.patience(),
            decisions,
            gold,
            metric,
            served.votes().size(),
            probabilities[0][0].length));
  }

  /** Measures a graph under one rule. */
  static PatienceQuality of(
      GraphRunner graph, ExitRule rule, List<TokenizedRow> rows, Metric metric, int classes)
      throws OrtException {
    List<ExitDecision> decisions =
        graph.run(rows, rule).stream().map(GraphAnswer::decision).toList();
    int[] gold = rows.stream().mapToInt(TokenizedRow::gold).toArray();
    return QualityProfiler.quality(
        rule.patience(), decisions, gold, metric, rule.votes().size(), classes);
  }

  /** Through all layers. */
  public PatienceQuality fullDepth() {
    return profile.get(profile.size() - 1);
  }

  private static boolean isOf(List<PatienceQuality> profile, ExitRule rule) {
    return rule.minConfidence() > 1 && rule.maxEntropy() < 0 && rule.patience() < profile.size();
  }
}
