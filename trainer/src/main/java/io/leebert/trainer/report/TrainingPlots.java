package io.leebert.trainer.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How the training went: the loss by step, the scores by epoch. */
final class TrainingPlots {

  /** Points of the loss that one point of its smoothed curve averages: a thirtieth of them. */
  private static final int SMOOTHED = 30;

  private TrainingPlots() {}

  static List<Plot> of(RunRecord run) {
    return Stream.of(loss(run), scores(run)).flatMap(Optional::stream).toList();
  }

  private static Optional<Plot> loss(RunRecord run) {
    Curve every =
        Curve.of("loss", run.losses(), LossPoint::step, LossPoint::loss, 0)
            .withoutMarkers()
            .drawn(Palette.depth(0.62), Palette.solid(1f))
            .marked(run.losses().size() == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    Curve smooth =
        Curve.of("smoothed", smoothed(run.losses()), LossPoint::step, LossPoint::loss, 0)
            .withoutMarkers();
    Curve epochs =
        Curve.of("mean of the epoch", means(run.epochs()), LossPoint::step, LossPoint::loss, 1)
            .drawn(Palette.VERMILION, null);
    return Optional.ofNullable(
        new LinePlot("Training loss", "step", "loss")
            .add(every)
            .add(smooth)
            .add(epochs)
            .draw("training-loss.png", "The training loss by step, and its mean of each epoch"));
  }

  /** Each mean stands in the middle of its epoch. */
  private static List<LossPoint> means(List<EpochPoint> epochs) {
    List<LossPoint> means = new ArrayList<>();
    int before = 0;
    for (EpochPoint epoch : epochs) {
      means.add(new LossPoint((before + epoch.step()) / 2, epoch.meanLoss()));
      before = epoch.step();
    }
    return means;
  }

  private static List<LossPoint> smoothed(List<LossPoint> losses) {
    int window = losses.size() / SMOOTHED;
    List<LossPoint> smoothed = new ArrayList<>();
    if (window < 2) {
      return smoothed;
    }
    for (int from = 0; from + window <= losses.size(); from += window) {
      List<LossPoint> some = losses.subList(from, from + window);
      double mean = some.stream().mapToDouble(LossPoint::loss).average().orElse(Double.NaN);
      smoothed.add(new LossPoint(some.get(window / 2).step(), mean));
    }
    return smoothed;
  }

  /** The epochs of all stages in one row: stages may count theirs from 1 again. */
  private static Optional<Plot> scores(RunRecord run) {
    List<EpochPoint> epochs = run.epochs();
    if (epochs.isEmpty()) {
      return Optional.empty();
    }
    boolean stages = epochs.stream().map(EpochPoint::stage).distinct().count() > 1;
    LinePlot plot =
        new LinePlot(
                "Scores by epoch",
                stages ? "epoch (of all stages)" : "epoch",
                Figures.scoreAxis(run.metric()))
            .wholeX(1, epochs.size())
            .atLeast(2);
    for (int i = 0; i < run.exits().size(); i++) {
      plot.add(exit(run, i));
    }
    if (run.exits().size() > 1) {
      plot.add(average(epochs));
    }
    for (int i = epochs.size() - 1; i >= 0; i--) {
      if (epochs.get(i).best()) {
        double score = 100 * epochs.get(i).averageScore();
        plot.add(Curve.point("best epoch", i + 1, score, Palette.INK, new Ring()));
        break;
      }
    }
    return Optional.ofNullable(
        plot.draw("training-scores.png", "Held-out score of every exit at the end of each epoch"));
  }

  private static Curve average(List<EpochPoint> epochs) {
    return byEpoch("average of all exits", epochs, EpochPoint::averageScore)
        .drawn(Palette.VERMILION, Palette.solid(3f))
        .marked(epochs.size() == 1 ? SeriesMarkers.SQUARE : SeriesMarkers.NONE);
  }

  /** Only the first and the last exit are in the legend: between them, colour tells the depth. */
  private static Curve exit(RunRecord run, int index) {
    int last = run.exits().size() - 1;
    boolean named = index == 0 || index == last;
    return byEpoch(
            named ? "exit " + run.exits().get(index).exit() : null,
            run.epochs(),
            epoch -> index < epoch.exitScores().size() ? epoch.exitScores().get(index) : Double.NaN)
        .drawn(Palette.depth(last == 0 ? 0 : index / (double) last), Palette.solid(1.4f))
        .marked(run.epochs().size() == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
  }

  private static Curve byEpoch(
      @Nullable String label, List<EpochPoint> epochs, ToDoubleFunction<EpochPoint> score) {
    List<Integer> places = IntStream.range(0, epochs.size()).boxed().toList();
    return Curve.of(label, places, i -> i + 1, i -> 100 * score.applyAsDouble(epochs.get(i)), 0);
  }
}
