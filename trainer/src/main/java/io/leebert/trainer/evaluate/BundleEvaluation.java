package io.leebert.trainer.evaluate;

import ai.onnxruntime.OrtException;
import io.leebert.schemas.event.ModelManifest;
import io.leebert.schemas.event.PatienceQuality;
import io.leebert.trainer.data.TokenizedRow;
import io.leebert.trainer.exits.ExitDecision;
import io.leebert.trainer.exits.ExitRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
    String exits =
        IntStream.rangeClosed(1, layers)
            .mapToObj(exit -> String.format(Locale.ROOT, "%4d", exit))
            .collect(Collectors.joining(" "));
    StringBuilder table =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%s on %d rows%n%npatience  %11s  accuracy  mean exit layer  speed-up  %% leaving at"
                    + " exit%n%57s%s%n",
                model,
                rows,
                metric,
                "",
                exits));
    for (PatienceQuality quality : patience) {
      String shares =
          quality.getExitShares().stream()
              .map(share -> String.format(Locale.ROOT, "%4.0f", 100 * share))
              .collect(Collectors.joining(" "));
      table.append(
          String.format(
              Locale.ROOT,
              "%8d  %11.2f  %8.2f  %15.2f  %7.2fx  %s%n",
              quality.getPatience(),
              100 * quality.getScore(),
              100 * quality.getAccuracy(),
              quality.getMeanExitLayer(),
              layers / quality.getMeanExitLayer(),
              shares));
    }
    return table.toString();
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
