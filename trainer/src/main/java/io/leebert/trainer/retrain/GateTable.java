package io.leebert.trainer.retrain;

import io.leebert.trainer.evaluate.Metric;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Both models beside each other, as lines of text. */
final class GateTable {

  private final ModelScores candidate;
  private final @Nullable ModelScores current;
  private final List<String> labels;
  private final long[] counts;
  private final Metric metric;
  private final String shownRule;
  private final StringBuilder text = new StringBuilder();
  private final Formatter table = new Formatter(text, Locale.ROOT);

  /**
   * A table.
   *
   * @param counts held-out rows per label
   * @param shownRule the rule whose recalls are shown
   */
  GateTable(
      ModelScores candidate,
      @Nullable ModelScores current,
      List<String> labels,
      long[] counts,
      Metric metric,
      String shownRule) {
    this.candidate = candidate;
    this.current = current;
    this.labels = labels;
    this.counts = counts.clone();
    this.metric = metric;
    this.shownRule = shownRule;
  }

  String text() {
    long rows = 0;
    for (long count : counts) {
      rows += count;
    }
    table.format("%d held-out rows; candidate %s", rows, candidate.manifest().getModelVersion());
    if (current != null) {
      table.format(", current %s", current.manifest().getModelVersion());
    }
    rules();
    classes();
    return text.toString();
  }

  private void rules() {
    String head = metric == Metric.ACCURACY ? "accuracy" : metric.label();
    table.format("%n%-14s  %11s  %5s", "rule", head, "layer");
    if (current != null) {
      table.format("  %19s  %5s", "current " + head, "layer");
    }
    candidate
        .byRule()
        .forEach(
            (rule, score) -> {
              table.format(
                  "%n%-14s  %11.2f  %5.2f", rule, 100 * score.score(), score.meanExitLayer());
              RuleScore other = current == null ? null : current.byRule().get(rule);
              if (other != null) {
                table.format("  %19.2f  %5.2f", 100 * other.score(), other.meanExitLayer());
              }
            });
  }

  private void classes() {
    String head = "label at " + shownRule;
    int widest = labels.stream().mapToInt(String::length).max().orElse(0);
    String first = "%n%-" + Math.max(head.length(), widest) + "s  %6";
    table.format(first + "s  %6s", head, "rows", "recall");
    if (current != null) {
      table.format("  %14s", "current recall");
    }
    for (int k = 0; k < labels.size(); k++) {
      if (counts[k] > 0) {
        table.format(first + "d", labels.get(k), counts[k]);
        recall(candidate, k, 6);
        if (current != null) {
          recall(current, k, 14);
        }
      }
    }
    table.format("%n");
  }

  private void recall(ModelScores model, int k, int width) {
    RuleScore shown = model.byRule().get(shownRule);
    if (!model.manifest().getLabels().contains(labels.get(k)) || shown == null) {
      table.format("  %" + width + "s", "-");
    } else {
      table.format("  %" + width + ".2f", 100 * shown.recalls()[k]);
    }
  }
}
