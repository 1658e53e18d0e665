package io.leebert.trainer.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Every exit on its own: its score, and how far its probabilities can be believed. */
final class ExitPlots {

  /** So many reliability curves can still be followed by the eye. */
  private static final int MOST_CURVES = 4;

  private ExitPlots() {}

  static List<Plot> of(RunRecord run) {
    Stream<Optional<Plot>> plots =
        run.exits().size() == 1
            ? Stream.of(reliability(run))
            : Stream.of(scores(run), reliability(run), calibrationError(run));
    return plots.flatMap(Optional::stream).toList();
  }

  private static Optional<Plot> scores(RunRecord run) {
    List<ExitPoint> silent = run.exits().stream().filter(exit -> !exit.votes()).toList();
    Curve line =
        Curve.of(
            silent.isEmpty() ? null : "counts towards patience",
            run.exits(),
            ExitPoint::exit,
            exit -> 100 * exit.score(),
            0);
    Curve passed =
        Curve.of("passed over", silent, ExitPoint::exit, exit -> 100 * exit.score(), 1)
            .drawn(Palette.VERMILION, null)
            .marked(SeriesMarkers.SQUARE);
    return Optional.ofNullable(
        new LinePlot("Score of every exit", "exit (layer)", Figures.scoreAxis(run.metric()))
            .wholeX(1, run.layers())
            .atLeast(2)
            .add(line)
            .add(passed)
            .draw("exit-scores.png", "Score of every exit alone; the table has the numbers"));
  }

  private static Optional<Plot> reliability(RunRecord run) {
    LinePlot plot =
        new LinePlot("Calibration", "mean confidence (%)", "accuracy (%)")
            .x(0, 103)
            .y(0, 103)
            .add(
                new Curve(
                    "perfect",
                    new double[] {0, 100},
                    new double[] {0, 100},
                    Palette.GREY,
                    SeriesMarkers.NONE,
                    Palette.dashed(1.5f, 5, 4),
                    null));
    boolean any = false;
    List<ExitPoint> chosen = chosen(run.exits());
    for (int i = 0; i < chosen.size(); i++) {
      ExitPoint exit = chosen.get(i);
      List<CalibrationBin> bins = exit.bins().stream().filter(bin -> bin.rows() > 0).toList();
      Curve curve =
          Curve.of(
              "exit " + exit.exit(),
              bins,
              bin -> 100 * bin.meanConfidence(),
              bin -> 100 * bin.accuracy(),
              i);
      any |= curve.visible();
      plot.add(curve);
    }
    return any
        ? Optional.ofNullable(
            plot.draw(
                "calibration.png",
                "Accuracy against confidence for some exits; on the diagonal both agree"))
        : Optional.empty();
  }

  /** The first and the last of the exits that count, and some between. */
  private static List<ExitPoint> chosen(List<ExitPoint> exits) {
    List<ExitPoint> voters = exits.stream().filter(ExitPoint::votes).toList();
    List<ExitPoint> from = voters.isEmpty() ? exits : voters;
    int count = Math.min(MOST_CURVES, from.size());
    List<ExitPoint> chosen = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      chosen.add(from.get(count == 1 ? from.size() - 1 : i * (from.size() - 1) / (count - 1)));
    }
    return chosen;
  }

  private static Optional<Plot> calibrationError(RunRecord run) {
    return Optional.ofNullable(
        new LinePlot(
                "Calibration error of every exit",
                "exit (layer)",
                "expected calibration error (points)")
            .wholeX(1, run.layers())
            .y(0, worstError(run))
            .add(
                Curve.of(
                    "as trained",
                    run.exits(),
                    ExitPoint::exit,
                    exit -> 100 * exit.uncalibratedError(),
                    1))
            .add(
                Curve.of(
                    "as served",
                    run.exits(),
                    ExitPoint::exit,
                    exit -> 100 * exit.calibrationError(),
                    0))
            .draw(
                "calibration-error.png",
                "Calibration error of every exit before and after the temperature was fitted"));
  }

  private static double worstError(RunRecord run) {
    return Math.max(
        1,
        110
            * run.exits().stream()
                .mapToDouble(exit -> Math.max(exit.calibrationError(), exit.uncalibratedError()))
                .filter(Double::isFinite)
                .max()
                .orElse(0));
  }
}
