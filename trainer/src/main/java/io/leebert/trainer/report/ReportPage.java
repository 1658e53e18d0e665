package io.leebert.trainer.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A run as a page: plots with their numbers beside them. */
final class ReportPage {

  /** Tables longer than this are folded. */
  private static final int LONG = 26;

  private final RunRecord run;
  private final Map<String, Plot> plots = new LinkedHashMap<>();
  private final Html html;

  private ReportPage(RunRecord run, List<Plot> plots) {
    this.run = run;
    plots.forEach(plot -> this.plots.put(plot.file(), plot));
    this.html = new Html(run.name() + " · leebert run");
  }

  /**
   * The page.
   *
   * @param plots its pictures
   * @param warning why there are none; null where there are
   */
  static String of(RunRecord run, List<Plot> plots, @Nullable String warning) {
    return new ReportPage(run, plots).write(warning);
  }

  private String write(@Nullable String warning) {
    html.element("h1", run.name());
    html.paragraph(
        "soft",
        "%s on %s, %s of %s held-out rows; started %s"
            .formatted(
                run.preset(),
                run.task(),
                run.metric(),
                Figures.count(run.heldOutRows()),
                Figures.moment(run.startedAt())));
    if (warning != null) {
      html.paragraph("warning", warning);
    }
    html.facts(facts());
    leavingEarly();
    exits();
    confusion();
    training();
    weights();
    html.element("h2", "Settings").table(RunTables.settings(run));
    html.element(
        "footer",
        "Scores are in hundredths and measured on held-out rows. run.json beside this page has all numbers.");
    return html.page();
  }

  private Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    Optional<TradeOff> served = run.served();
    served.ifPresent(
        at -> {
          facts.put(run.metric() + " as served", Figures.score(at.score()));
          facts.put("speed-up by layers", Figures.speedUp(at.speedUp(run.layers())));
          facts.put("mean exit layer", Figures.layer(at.meanExitLayer()) + " of " + run.layers());
        });
    facts.put("served by", run.servedBy() + " " + Figures.setting(run.servedAt()));
    facts.put("average of all exits", Figures.score(run.averageOverExits()));
    facts.put("last exit", Figures.score(run.exits().get(run.exits().size() - 1).score()));
    facts.put("training time", Figures.duration(run.trainSeconds()));
    facts.put("steps", Figures.count(run.thetaSteps()));
    return facts;
  }

  private void leavingEarly() {
    html.element("h2", "Leaving early");
    if (run.exits().size() == 1) {
      html.element("p", "This network has one exit: every row leaves there.");
      return;
    }
    html.element(
        "p",
        "What every setting of the exit rules yields, and how deep the rows go. Speed-up counts"
            + " layers: "
            + run.layers()
            + " divided by the mean exit layer.");
    html.grid();
    plot("patience-layer.png").plot("patience-score.png").plot("speed-up-score.png");
    rule(RunRecord.PATIENCE, "patience", run.patience());
    rule(RunRecord.CONFIDENCE, "confidence", run.confidence());
    rule(RunRecord.ENTROPY, "entropy (nats)", run.entropy());
    html.gridEnd();
  }

  private void rule(String rule, String settingName, List<TradeOff> tradeOffs) {
    if (!tradeOffs.isEmpty()) {
      Table table = RunTables.tradeOff(run, rule, settingName, tradeOffs);
      boolean first = rule.equals(run.servedBy()) || rule.equals(RunRecord.PATIENCE);
      table(table, first);
    }
  }

  private void exits() {
    html.element("h2", "Exits and calibration");
    html.element(
        "p",
        "Every exit alone, as if all rows left there. An exit that is passed over was no better"
            + " than always naming the most frequent class; it does not count towards patience."
            + " The calibration error is how far probabilities and shares of right answers lie"
            + " apart, in points.");
    html.grid();
    plot("exit-scores.png").plot("calibration-error.png").plot("calibration.png");
    table(RunTables.exits(run), true);
    if (run.exits().stream().anyMatch(exit -> !exit.bins().isEmpty())) {
      html.folded(RunTables.bins(run));
    }
    html.gridEnd();
  }

  private void confusion() {
    html.element("h2", "What is taken for what");
    html.element(
        "p",
        "Under the rule the model is served by: "
            + run.servedBy()
            + " "
            + Figures.setting(run.servedAt())
            + ".");
    html.grid();
    plot("confusion.png");
    html.table(ConfusionTables.mistakes(run));
    table(ConfusionTables.classes(run), true);
    if (run.labels().size() <= LONG) {
      html.folded(ConfusionTables.counts(run));
    }
    html.gridEnd();
  }

  private void training() {
    html.element("h2", "Training");
    html.grid();
    plot("training-loss.png").plot("training-scores.png");
    table(RunTables.epochs(run), true);
    html.gridEnd();
  }

  private void weights() {
    html.element("h2", "Learned weights");
    if (run.weights().isEmpty()) {
      html.element("p", "The weights of the loss terms did not change in this run.");
      return;
    }
    html.element(
        "p",
        "How much each loss term counts: every exit learns from the true class (CE, its"
            + " cross-entropy) and from other exits.");
    html.grid();
    plot("weights-classification.png").plot("weights-last.png").plot("weights-teachers.png");
    html.folded(RunTables.lastWeights(run));
    html.gridEnd();
  }

  private ReportPage plot(String file) {
    Plot plot = plots.get(file);
    if (plot != null) {
      html.plot(plot);
    }
    return this;
  }

  private void table(Table table, boolean open) {
    if (open && table.rows().size() <= LONG) {
      html.table(table);
    } else {
      html.folded(table);
    }
  }
}
