package io.leebert.trainer.cli;

import io.leebert.trainer.search.Candidate;
import io.leebert.trainer.search.Trial;
import java.util.List;
import java.util.Locale;

/** Trials of a search as lines of text. */
final class TrialTable {

  private TrialTable() {}

  /** One trial, scores in percent. */
  static String line(Trial trial) {
    if (trial.diverged()) {
      return "diverged  (" + trial.candidate().asOptions() + ")";
    }
    return String.format(
        Locale.ROOT,
        "%.2f +- %.2f  (%s, %.0f s)",
        100 * trial.mean(),
        100 * trial.deviation(),
        trial.candidate().asOptions(),
        trial.seconds());
  }

  private static String figure(double score) {
    return String.format(Locale.ROOT, "%.2f", 100 * score);
  }

  /** All trials, best first, and the best as options. */
  static String of(List<Trial> ranked, String metric, int folds) {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format("%s, average of all exits, mean +- deviation of %d folds%n", metric, folds));
    table.append(String.format("  score  deviation  learning rate  weights' rate  batch  cycle%n"));
    for (Trial trial : ranked) {
      Candidate candidate = trial.candidate();
      table.append(
          String.format(
              Locale.ROOT,
              "%7s  %9s  %13s  %13s  %5d  %5d%n",
              trial.diverged() ? "-" : figure(trial.mean()),
              trial.diverged() ? "diverged" : figure(trial.deviation()),
              candidate.learningRate(),
              candidate.weightLearningRate(),
              candidate.batchSize(),
              candidate.cycle()));
    }
    return table
        .append(String.format("best: %s%n", ranked.get(0).candidate().asOptions()))
        .toString();
  }
}
