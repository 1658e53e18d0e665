package io.leebert.trainer.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several runs on one page, one section per task. */
final class ComparisonPage {

  private ComparisonPage() {}

  /**
   * The page.
   *
   * @param plots pictures of each task, as many lists as tasks
   * @param warning why there are no pictures; null where there are
   */
  static String of(
      List<ComparedTask> tasks, List<List<Plot>> plots, double speedUp, @Nullable String warning) {
    Html html = new Html("leebert runs compared");
    html.element("h1", "Runs compared");
    html.paragraph(
        "soft",
        "Each preset at the setting of its exit rule whose speed-up by layers is nearest "
            + Figures.speedUp(speedUp)
            + "; the best score stands out. Scores are in hundredths and of held-out rows; where"
            + " there are several seeds, all numbers are means, and ± is the sample standard"
            + " deviation.");
    if (warning != null) {
      html.paragraph("warning", warning);
    }
    for (int i = 0; i < tasks.size(); i++) {
      ComparedTask task = tasks.get(i);
      html.element("h2", task.task());
      task.warnings().forEach(text -> html.paragraph("warning", "Not all is alike: " + text));
      html.table(task.table(speedUp));
      html.element("p", "");
      html.grid();
      plots.get(i).forEach(html::plot);
      html.gridEnd();
      html.element("p", "");
      html.folded(runs(task, speedUp));
    }
    return html.page();
  }

  private static Table runs(ComparedTask task, double speedUp) {
    List<List<String>> rows = new ArrayList<>();
    for (Variant variant : task.variants()) {
      for (ComparedRun run : variant.runs()) {
        RunRecord record = run.record();
        TradeOff at = run.nearest(speedUp);
        rows.add(
            List.of(
                record.name(),
                variant.label(),
                run.seed(),
                Figures.moment(record.startedAt()),
                Figures.score(at.score()),
                Figures.speedUp(at.speedUp(record.layers())),
                Figures.score(record.averageOverExits()),
                Figures.count(record.thetaSteps()),
                Figures.duration(record.trainSeconds())));
      }
    }
    return new Table(
        "Every run",
        4,
        List.of(
            "run",
            "preset",
            "seed",
            "started at",
            task.metric(),
            "speed-up",
            "average of exits",
            "steps",
            "training time"),
        rows);
  }
}
