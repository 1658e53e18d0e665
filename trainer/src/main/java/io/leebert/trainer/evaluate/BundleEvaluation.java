package io.leebert.trainer.evaluate;

import ai.onnxruntime.OrtException;
import io.leebert.schemas.event.ModelManifest;
import io.leebert.schemas.event.PatienceQuality;
import io.leebert.trainer.data.TokenizedRow;
import io.leebert.trainer.exits.ExitCriterion;
import io.leebert.trainer.exits.ExitRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A bundle on labelled rows: what every patience from 0 to M yields and costs, measured by running
 * the graph itself.
 *
 * @param model name and version of the model
 * @param metric name of the score
 * @param layers number of layers (M)
 * @param rows number of rows
 * @param patience one row per patience, 0 to M
 * @param thresholds one row per threshold that was asked for, patience off
 */
public record BundleEvaluation(
    String model,
    String metric,
    int layers,
    int rows,
    List<PatienceQuality> patience,
    List<Threshold> thresholds) {

  /** Copies the lists. */
  public BundleEvaluation {
    patience = List.copyOf(patience);
    thresholds = List.copyOf(thresholds);
  }

  /**
   * A threshold on the largest probability or on the entropy.
   *
   * @param criterion which of the two
   * @param setting the threshold; entropy in nats
   * @param quality what it yields and costs; its patience is M, that is off
   */
  public record Threshold(ExitCriterion criterion, double setting, PatienceQuality quality) {}

  /**
   * Runs a graph over the rows once per patience and once per threshold.
   *
   * @param confidences least largest probabilities to leave at
   * @param entropies greatest entropies to leave at, in nats
   * @throws OrtException when a run fails
   */
  public static BundleEvaluation of(
      GraphRunner graph,
      ModelManifest manifest,
      Metric metric,
      List<TokenizedRow> rows,
      List<Double> confidences,
      List<Double> entropies)
      throws OrtException {
    List<PatienceQuality> qualities = new ArrayList<>();
    for (int patience = 0; patience <= manifest.getLayers(); patience++) {
      ExitRule rule = ExitRule.ofPatience(patience, manifest.getVotes());
      qualities.add(quality(graph, manifest, metric, rows, rule));
    }
    List<Threshold> thresholds = new ArrayList<>();
    for (double setting : confidences) {
      thresholds.add(threshold(graph, manifest, metric, rows, ExitCriterion.CONFIDENCE, setting));
    }
    for (double setting : entropies) {
      thresholds.add(threshold(graph, manifest, metric, rows, ExitCriterion.ENTROPY, setting));
    }
    return new BundleEvaluation(
        manifest.getModel() + " " + manifest.getModelVersion(),
        metric.label(),
        manifest.getLayers(),
        rows.size(),
        qualities,
        thresholds);
  }

  private static Threshold threshold(
      GraphRunner graph,
      ModelManifest manifest,
      Metric metric,
      List<TokenizedRow> rows,
      ExitCriterion criterion,
      double setting)
      throws OrtException {
    ExitRule rule = ExitCurve.rule(criterion, setting, manifest.getVotes());
    return new Threshold(criterion, setting, quality(graph, manifest, metric, rows, rule));
  }

  private static PatienceQuality quality(
      GraphRunner graph,
      ModelManifest manifest,
      Metric metric,
      List<TokenizedRow> rows,
      ExitRule rule)
      throws OrtException {
    return GraphQuality.of(graph, rule, rows, metric, manifest.getLabels().size());
  }

  /** As a table for people: scores in percent, speed-up by layers, share leaving at each exit. */
  public String table() {
    return EvaluationTable.of(this);
  }

  /** As plain maps and lists, for JSON; in the same order always, so that files can be compared. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model", model);
    json.put("metric", metric);
    json.put("layers", layers);
    json.put("rows", rows);
    json.put(
        "patience",
        patience.stream().map(row -> json("patience", row.getPatience(), row)).toList());
    json.put(
        "thresholds",
        thresholds.stream()
            .map(row -> json(row.criterion().flag(), row.setting(), row.quality()))
            .toList());
    return json;
  }

  private Map<String, Object> json(String name, Number setting, PatienceQuality quality) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(name, setting);
    json.put("score", quality.getScore());
    json.put("accuracy", quality.getAccuracy());
    json.put("meanExitLayer", quality.getMeanExitLayer());
    json.put("layerSpeedup", layers / quality.getMeanExitLayer());
    json.put("exitShares", quality.getExitShares());
    return json;
  }
}
