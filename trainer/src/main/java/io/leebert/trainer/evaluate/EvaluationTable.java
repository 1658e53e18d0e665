package io.leebert.trainer.evaluate;

import io.leebert.schemas.event.PatienceQuality;
import java.util.Formatter;
import java.util.Locale;
import java.util.stream.Collectors;

/** An evaluation as lines of text, patiences first, then thresholds. */
final class EvaluationTable {

  private final BundleEvaluation evaluation;
  private final boolean twoScores;
  private final StringBuilder text = new StringBuilder();
  private final Formatter table = new Formatter(text, Locale.ROOT);

  private EvaluationTable(BundleEvaluation evaluation) {
    this.evaluation = evaluation;
    this.twoScores = !evaluation.metric().equals(Metric.ACCURACY.label());
  }

  static String of(BundleEvaluation evaluation) {
    return new EvaluationTable(evaluation).write();
  }

  private String write() {
    table.format("%s on %d rows%n%n", evaluation.model(), evaluation.rows());
    header("patience");
    for (PatienceQuality quality : evaluation.patience()) {
      table.format("%n%10d", quality.getPatience());
      row(quality);
    }
    table.format("%n");
    BundleEvaluation.Threshold before = null;
    for (BundleEvaluation.Threshold row : evaluation.thresholds()) {
      if (before == null || before.criterion() != row.criterion()) {
        table.format("%n");
        header(row.criterion().flag());
      }
      table.format("%n%10.4f", row.setting());
      row(row.quality());
      before = row;
    }
    if (before != null) {
      table.format("%n");
    }
    return text.toString();
  }

  private void header(String criterion) {
    String start =
        String.format(
            Locale.ROOT,
            "%10s  %11s  " + (twoScores ? "accuracy  " : "") + "mean exit layer  speed-up  ",
            criterion,
            evaluation.metric());
    table.format("%" + start.length() + "s%% leaving at exit%n", "");
    text.append(start);
    for (int exit = 1; exit <= evaluation.layers(); exit++) {
      table.format(exit == 1 ? "%4d" : " %4d", exit);
    }
  }

  private void row(PatienceQuality quality) {
    table.format("  %11.2f", 100 * quality.getScore());
    if (twoScores) {
      table.format("  %8.2f", 100 * quality.getAccuracy());
    }
    double layer = quality.getMeanExitLayer();
    table.format("  %15.2f  %7.2fx  ", layer, evaluation.layers() / layer);
    text.append(
        quality.getExitShares().stream()
            .map(share -> String.format(Locale.ROOT, "%4.0f", 100 * share))
            .collect(Collectors.joining(" ")));
  }
}
