package io.leebert.trainer.retrain;

import io.leebert.schemas.bundle.ModelBundle;
import io.leebert.schemas.event.ModelManifest;
import io.leebert.trainer.evaluate.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a candidate may take over: by its graph against the current model's, on the same
 * held-out rows, under the same rules. A row whose label the current model does not know is one
 * that it gets wrong.
 */
final class Gate {

  /** Rounding of a share of rows must not decide. */
  private static final double TOLERANCE = 1e-9;

  private final GateRules rules;
  private final int threads;
  private final Runnable afterBatch;

  /**
   * A gate.
   *
   * @param threads threads for running graphs
   * @param afterBatch runs after every batch; what it throws ends the comparison
   */
  Gate(GateRules rules, int threads, Runnable afterBatch) {
    this.rules = rules;
    this.threads = threads;
    this.afterBatch = afterBatch;
  }

  /** Scores both, or the candidate alone where there is no current model. */
  GateReport compare(ModelBundle candidate, @Nullable ModelBundle current, List<Sample> rows) {
    ModelManifest made = candidate.manifest();
    ModelManifest known = current == null ? null : current.manifest();
    Metric metric = Metric.ofLabel(made.getMetric());
    List<String> labels = labels(made, known, rows);
    List<Integer> patiences = GatePatiences.of(made, known, rules.range());
    boolean served = byThreshold(made) || (known != null && byThreshold(known));
    ModelScores now =
        ModelScores.of(candidate, rows, labels, patiences, served, metric, threads, afterBatch);
    ModelScores before =
        current == null
            ? null
            : ModelScores.of(current, rows, labels, patiences, served, metric, threads, afterBatch);
    return decide(now, before, labels, rows, metric);
  }

  private static List<String> labels(
      ModelManifest made, @Nullable ModelManifest known, List<Sample> rows) {
    // The candidate's first: the metric of two classes looks at the second one.
    Set<String> labels = new LinkedHashSet<>(made.getLabels());
    rows.forEach(row -> labels.add(row.label()));
    if (known != null) {
      labels.addAll(known.getLabels());
    }
    return List.copyOf(labels);
  }

  private static boolean byThreshold(ModelManifest manifest) {
    return manifest.getExitRule().getMinConfidence() <= 1
        || manifest.getExitRule().getMaxEntropy() >= 0;
  }

  /** The decision from scores that are there. */
  GateReport decide(
      ModelScores candidate,
      @Nullable ModelScores current,
      List<String> labels,
      List<Sample> rows,
      Metric metric) {
    long[] counts = new long[labels.size()];
    rows.forEach(row -> counts[labels.indexOf(row.label())]++);
    double majority = majority(counts, rows, labels, metric);
    List<String> reasons = new ArrayList<>();
    candidate
        .byRule()
        .forEach(
            (rule, score) -> {
              if (current == null) {
                beatsMajority(rule, score, majority, metric, reasons);
              } else {
                RuleScore other = current.byRule().get(rule);
                if (other != null) {
                  holdsMargins(rule, score, other, labels, counts, metric, reasons);
                }
              }
            });
    TreeMap<String, Double> scores = new TreeMap<>();
    scores.put("rows", (double) rows.size());
    scores.put("majority.score", majority);
    String shown = shownRule(candidate);
    put(scores, "candidate.", candidate, labels, shown);
    if (current != null) {
      put(scores, "current.", current, labels, shown);
    }
    String table = new GateTable(candidate, current, labels, counts, metric, shown).text();
    return new GateReport(reasons.isEmpty(), reasons, scores, table);
  }

  private static void beatsMajority(
      String rule, RuleScore score, double majority, Metric metric, List<String> reasons) {
    if (!(score.score() > majority + TOLERANCE)) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "at %s the candidate's %s is %.2f, and the commonest label for every row has %.2f",
              rule,
              metric.label(),
              100 * score.score(),
              100 * majority));
    }
  }

  private void holdsMargins(
      String rule,
      RuleScore candidate,
      RuleScore current,
      List<String> labels,
      long[] counts,
      Metric metric,
      List<String> reasons) {
    if (candidate.score() < current.score() - rules.margin() - TOLERANCE) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "at %s the candidate's %s is %.2f, the current model's %.2f: more than %.2f below",
              rule,
              metric.label(),
              100 * candidate.score(),
              100 * current.score(),
              100 * rules.margin()));
    }
    for (int k = 0; k < labels.size(); k++) {
      double fall = current.recalls()[k] - candidate.recalls()[k];
      if (counts[k] >= rules.classRows() && fall > rules.classMargin() + TOLERANCE) {
        reasons.add(
            String.format(
                Locale.ROOT,
                "at %s the candidate finds %.2f %% of the %d rows of '%s', the current model"
                    + " %.2f %%: more than %.2f below",
                rule,
                100 * candidate.recalls()[k],
                counts[k],
                labels.get(k),
                100 * current.recalls()[k],
                100 * rules.classMargin()));
      }
    }
  }

  /** The score of the commonest label for every row. */
  private static double majority(
      long[] counts, List<Sample> rows, List<String> labels, Metric metric) {
    int commonest = 0;
    for (int k = 1; k < counts.length; k++) {
      commonest = counts[k] > counts[commonest] ? k : commonest;
    }
    int[] gold = rows.stream().mapToInt(row -> labels.indexOf(row.label())).toArray();
    int[] same = new int[gold.length];
    Arrays.fill(same, commonest);
    return metric.score(gold, same, labels.size());
  }

  /** The rule whose recalls are shown: the one the candidate is served by. */
  private static String shownRule(ModelScores candidate) {
    Map<String, RuleScore> byRule = candidate.byRule();
    String usual = "patience-" + candidate.manifest().getExitRule().getPatience();
    if (byRule.containsKey(ModelScores.SERVED)) {
      return ModelScores.SERVED;
    }
    return byRule.containsKey(usual) ? usual : byRule.keySet().iterator().next();
  }

  private static void put(
      Map<String, Double> scores,
      String who,
      ModelScores model,
      List<String> labels,
      String shownRule) {
    model
        .byRule()
        .forEach(
            (rule, score) -> {
              scores.put(who + rule + ".score", score.score());
              scores.put(who + rule + ".accuracy", score.accuracy());
              scores.put(who + rule + ".meanExitLayer", score.meanExitLayer());
            });
    RuleScore shown = model.byRule().get(shownRule);
    for (int k = 0; shown != null && k < labels.size(); k++) {
      if (!Double.isNaN(shown.recalls()[k])) {
        scores.put(who + "class." + labels.get(k) + ".recall", shown.recalls()[k]);
      }
    }
  }
}
