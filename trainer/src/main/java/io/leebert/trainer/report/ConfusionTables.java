package io.leebert.trainer.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The confusion matrix as numbers. */
final class ConfusionTables {

  private static final int MOST_MISTAKES = 15;

  private ConfusionTables() {}

  /** What is taken for what most often. */
  static Table mistakes(RunRecord run) {
    List<Confusions.Mistake> mistakes = new Confusions(run.confusion()).mistakes();
    List<List<String>> rows =
        mistakes.stream()
            .limit(MOST_MISTAKES)
            .map(
                mistake ->
                    List.of(
                        run.labels().get(mistake.gold()),
                        run.labels().get(mistake.predicted()),
                        Figures.count(mistake.rows()),
                        Figures.score(mistake.share())))
            .toList();
    String caption =
        mistakes.size() <= MOST_MISTAKES
            ? "Mistakes"
            : "The " + MOST_MISTAKES + " most frequent mistakes of " + mistakes.size();
    return new Table(caption, 2, List.of("true class", "taken for", "rows", "% of class"), rows);
  }

  static Table classes(RunRecord run) {
    Confusions confusions = new Confusions(run.confusion());
    List<List<String>> rows =
        IntStream.range(0, confusions.classes())
            .mapToObj(
                label -> {
                  Confusions.PerClass per = confusions.of(label);
                  return List.of(
                      run.labels().get(label),
                      Figures.count(per.rows()),
                      Figures.score(per.recall()),
                      Figures.score(per.precision()));
                })
            .toList();
    return new Table(
        "Every class", 1, List.of("class", "rows", "recall (%)", "precision (%)"), rows);
  }

  /** The counts themselves. */
  static Table counts(RunRecord run) {
    Confusions confusions = new Confusions(run.confusion());
    List<String> head = new ArrayList<>(List.of("true class"));
    head.addAll(run.labels());
    List<List<String>> rows = new ArrayList<>();
    for (int gold = 0; gold < confusions.classes(); gold++) {
      List<String> row = new ArrayList<>(List.of(run.labels().get(gold)));
      for (int predicted = 0; predicted < confusions.classes(); predicted++) {
        row.add(Figures.count(confusions.count(gold, predicted)));
      }
      rows.add(row);
    }
    return new Table("Rows by true class and predicted class", 1, head, rows);
  }
}
