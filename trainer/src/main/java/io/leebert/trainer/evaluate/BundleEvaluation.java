package io.leebert.trainer.evaluate;

import ai.onnxruntime.OrtException;
import io.leebert.schemas.event.ModelManifest;
import io.leebert.schemas.event.PatienceQuality;
import io.leebert.trainer.data.TokenizedRow;
import io.leebert.trainer.exits.ExitDecision;
import io.leebert.trainer.exits.ExitRule;
import java.util.ArrayList;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A bundle on labelled rows: what every patience from 0 to M yields and costs, measured by running
 * the graph itself.
 *
 * @param model name and version of the model
 * @param metric name of the score
 * @param layers number of layers (M)
 * @param rows number of rows
 * @param patience one row per patience, 0 to M
 */
public record BundleEvaluation(
    String model, String metric, int layers, int rows, List<PatienceQuality> patience) {

  /** Copies the list. */
  public BundleEvaluation {
    patience = List.copyOf(patience);
  }

  /**
   * Runs a graph over the rows once per patience.
   *
   * @throws OrtException when a run fails
   */
  public static BundleEvaluation of(
      GraphRunner graph, ModelManifest manifest, Metric metric, List<TokenizedRow> rows)
      throws OrtException {
    int[] gold = rows.stream().mapToInt(TokenizedRow::gold).toArray();
    List<PatienceQuality> qualities = new ArrayList<>();
    for (int patience = 0; patience <= manifest.getLayers(); patience++) {
      ExitRule rule = ExitRule.ofPatience(patience, manifest.getVotes());
      List<ExitDecision> decisions =
          graph.run(rows, rule).stream().map(GraphAnswer::decision).toList();
      qualities.add(
          QualityProfiler.quality(
              patience,
              decisions,
              gold,
              metric,
              manifest.getLayers(),
              manifest.getLabels().size()));
    }
    return new BundleEvaluation(
        manifest.getModel() + " " + manifest.getModelVersion(),
        metric.label(),
        manifest.getLayers(),
        rows.size(),
        qualities);
  }

  /** As a table for people: scores in percent, speed-up by layers, share leaving at each exit. */
  public String table() {
    boolean twoScores = !metric.equals(Metric.ACCURACY.label());
    StringBuilder text = new StringBuilder();
    Formatter table = new Formatter(text, Locale.ROOT);
    table.format("%s on %d rows%n%n", model, rows);
    String header =
        "patience  %11s  " + (twoScores ? "accuracy  " : "") + "mean exit layer  speed-up  ";
    String start = String.format(Locale.ROOT, header, metric);
    table.format("%" + start.length() + "s%% leaving at exit%n", "");
    text.append(start);
    for (int exit = 1; exit <= layers; exit++) {
      table.format(exit == 1 ? "%4d" : " %4d", exit);
    }
    for (PatienceQuality quality : patience) {
      table.format("%n%8d  %11.2f", quality.getPatience(), 100 * quality.getScore());
      if (twoScores) {
        table.format("  %8.2f", 100 * quality.getAccuracy());
      }
      double layer = quality.getMeanExitLayer();
      table.format("  %15.2f  %7.2fx  ", layer, layers / layer);
      text.append(
          quality.getExitShares().stream()
              .map(share -> String.format(Locale.ROOT, "%4.0f", 100 * share))
              .collect(Collectors.joining(" ")));
    }
    table.format("%n");
    return text.toString();
  }

  /** As plain maps and lists, for JSON. */
  public Map<String, Object> toJson() {
    return Map.of(
        "model",
        model,
        "metric",
        metric,
        "layers",
        layers,
        "rows",
        rows,
        "patience",
        patience.stream()
            .map(
                quality ->
                    Map.of(
                        "patience", quality.getPatience(),
                        "score", quality.getScore(),
                        "accuracy", quality.getAccuracy(),
                        "meanExitLayer", quality.getMeanExitLayer(),
                        "layerSpeedup", layers / quality.getMeanExitLayer(),
                        "exitShares", quality.getExitShares()))
            .toList());
  }
}
