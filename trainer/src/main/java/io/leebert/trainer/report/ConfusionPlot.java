package io.leebert.trainer.report;

import java.util.List;
import java.util.stream.IntStream;

/** The confusion matrix, in percent of each class's rows. */
final class ConfusionPlot {

  /** Up to so many classes the cells are wide enough for numbers. */
  private static final int NUMBERED = 12;

  /** More names than this cannot be read in one picture. */
  private static final int MOST_CLASSES = 90;

  private ConfusionPlot() {}

  static Plot of(RunRecord run) {
    Confusions confusions = new Confusions(run.confusion());
    int all = confusions.classes();
    List<Integer> shown =
        all <= MOST_CLASSES
            ? IntStream.range(0, all).boxed().toList()
            : confusions.worst(MOST_CLASSES);
    double[][] cells =
        shown.stream()
            .map(g -> shown.stream().mapToDouble(p -> 100 * confusions.share(g, p)).toArray())
            .toArray(double[][]::new);
    List<String> names =
        shown.stream().map(label -> PlotText.of(run.labels().get(label), 24)).toList();
    int longest = names.stream().mapToInt(String::length).max().orElse(0);
    boolean many = shown.size() > NUMBERED;
    int cell = many ? Math.max(11, 400 / shown.size()) : Math.max(34, 280 / shown.size());
    int letters = (int) ((many && shown.size() > 30 ? 5.6 : 7.2) * longest);
    boolean upright = letters > cell - 8;
    String title =
        all == shown.size()
            ? "Confusion matrix (% of each class)"
            : "Confusion matrix of the " + shown.size() + " classes most often mixed up (%)";
    HeatPlot plot =
        new HeatPlot(title, "predicted class", "true class")
            .cells(names, names, cells)
            .range(0, 100)
            .pale()
            .size(
                Math.max(420, 130 + letters + cell * shown.size()),
                90 + (upright ? letters : 16) + cell * shown.size());
    if (!many) {
      plot.numbered();
    }
    if (upright) {
      plot.uprightNames();
    }
    if (shown.size() > 30) {
      plot.smallNames();
    }
    return plot.draw(
        "confusion.png",
        "Share of every true class (row) predicted as every class (column), in percent");
  }
}
