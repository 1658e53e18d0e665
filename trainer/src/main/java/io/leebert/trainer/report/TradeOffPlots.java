package io.leebert.trainer.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What leaving early costs and saves: the paper's figures 2 and 3, and score against speed-up. */
final class TradeOffPlots {

  private static final double SHOWN_SPEED_UP = 4;

  private TradeOffPlots() {}

  /** None for a run of one exit: it has no choice where to leave. */
  static List<Plot> of(RunRecord run) {
    if (run.exits().size() == 1) {
      return List.of();
    }
    return Stream.of(patienceAgainstLayer(run), patienceAgainstScore(run), speedUp(run))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Plot> patienceAgainstLayer(RunRecord run) {
    LinePlot plot =
        new LinePlot("Patience against mean exit layer", "patience (exits)", "mean exit layer")
            .wholeX(0, mostPatience(run))
            .y(0, run.layers() * 1.04)
            .add(Curve.of(null, run.patience(), TradeOff::setting, TradeOff::meanExitLayer, 0));
    served(run, RunRecord.PATIENCE)
        .ifPresent(at -> plot.add(ring(at, at.setting(), at.meanExitLayer())));
    return Optional.ofNullable(
        plot.draw(
            "patience-layer.png",
            "Mean exit layer of "
                + run.layers()
                + " at every patience; the table has the numbers"));
  }

  private static Optional<Plot> patienceAgainstScore(RunRecord run) {
    LinePlot plot =
        new LinePlot("Patience against score", "patience (exits)", Figures.scoreAxis(run.metric()))
            .wholeX(0, mostPatience(run))
            .atLeast(2)
            .add(Curve.of(null, run.patience(), TradeOff::setting, t -> 100 * t.score(), 0));
    served(run, RunRecord.PATIENCE)
        .ifPresent(at -> plot.add(ring(at, at.setting(), 100 * at.score())));
    return Optional.ofNullable(
        plot.draw("patience-score.png", "Score at every patience; the table has the numbers"));
  }

  private static Optional<Plot> speedUp(RunRecord run) {
    LinePlot plot =
        new LinePlot(
                "Score against speed-up",
                "speed-up by layers (times)",
                Figures.scoreAxis(run.metric()))
            .atLeast(2)
            .x(0.95, shownSpeedUp(run))
            .add(bySpeedUp("patience", run.patience(), run.layers(), 0))
            .add(bySpeedUp("confidence", run.confidence(), run.layers(), 1))
            .add(
                bySpeedUp("entropy", run.entropy(), run.layers(), 2)
                    .drawn(Palette.curve(2), Palette.dashed(2f, 7, 4)));
    served(run, run.servedBy())
        .ifPresent(at -> plot.add(ring(at, at.speedUp(run.layers()), 100 * at.score())));
    return Optional.ofNullable(
        plot.draw(
            "speed-up-score.png",
            "Score of every exit rule against its speed-up, up to about 4 times; the tables go on"));
  }

  /**
   * The right end of the axis: speed-ups beyond that leave at the first exits or so, where scores
   * fall so far that the rest of the curve would be flat. The tables have them.
   */
  private static double shownSpeedUp(RunRecord run) {
    double served =
        served(run, run.servedBy()).map(at -> at.speedUp(run.layers()) * 1.25).orElse(1.0);
    double most =
        Stream.of(run.patience(), run.confidence(), run.entropy())
            .flatMap(List::stream)
            .mapToDouble(t -> t.speedUp(run.layers()))
            .max()
            .orElse(SHOWN_SPEED_UP);
    return Math.min(Math.max(SHOWN_SPEED_UP, served), Math.max(1.5, most * 1.03));
  }

  /** The curve of a rule, slowest first; settings that leave at the same places are one point. */
  static Curve bySpeedUp(String label, List<TradeOff> tradeOffs, int layers, int index) {
    List<TradeOff> ordered = new ArrayList<>(tradeOffs);
    ordered.sort(Comparator.comparingDouble(t -> t.speedUp(layers)));
    return Curve.of(label, ordered, t -> t.speedUp(layers), t -> 100 * t.score(), index);
  }

  /** The served setting, if it is this rule's. */
  private static Optional<TradeOff> served(RunRecord run, String rule) {
    return run.servedBy().equals(rule) ? run.served() : Optional.empty();
  }

  private static Curve ring(TradeOff at, double x, double y) {

    return Curve.point(
        "served (" + Figures.setting(at.setting()) + ")", x, y, Palette.INK, new Ring());
  }

  private static int mostPatience(RunRecord run) {
    return (int) run.patience().stream().mapToDouble(TradeOff::setting).max().orElse(run.layers());
  }
}
