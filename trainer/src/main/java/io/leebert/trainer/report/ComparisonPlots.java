package io.leebert.trainer.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Several variants in one picture; repeats are drawn as their mean with deviation bars. */
final class ComparisonPlots {

  private static final double SHOWN_SPEED_UP = 4;

  private final ComparedTask task;
  private final double wanted;
  private final String prefix;

  /**
   * Pictures of a task.
   *
   * @param speedUp where the table compares, to be marked
   * @param number of the task on the page: names of tasks may be no file names, or the same ones
   */
  ComparisonPlots(ComparedTask task, double speedUp, int number) {
    this.task = task;
    this.wanted = speedUp;
    String slug = task.task().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    this.prefix = number + "-" + slug.replaceAll("^-|-$", "") + "-";
  }

  List<Plot> plots() {
    return Stream.of(speedUp(), patienceAgainstLayer(), patienceAgainstScore(), exits())
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Plot> speedUp() {
    double shown = Math.max(SHOWN_SPEED_UP, 1.25 * wanted);
    double most =
        task.variants().stream()
            .flatMap(variant -> variant.runs().stream())
            .flatMapToDouble(
                run -> run.curve().stream().mapToDouble(t -> t.speedUp(run.record().layers())))
            .max()
            .orElse(1);
    LinePlot plot =
        new LinePlot(
                title("Score against speed-up"),
                "speed-up by layers (times)",
                Figures.scoreAxis(task.metric()))
            .wide()
            .atLeast(2)
            .x(0.95, Math.min(shown, Math.max(1.5, most * 1.03)))
            .vertical(wanted);
    for (int i = 0; i < task.variants().size(); i++) {
      Variant variant = task.variants().get(i);
      int layers = variant.any().layers();
      curves(
              variant,
              i,
              ComparedRun::curve,
              TradeOff::setting,
              t -> t.speedUp(layers),
              t -> 100 * t.score())
          .forEach(plot::add);
    }
    return Optional.ofNullable(
        plot.draw(
            prefix + "speed-up-score.png",
            "Score of every preset against its speed-up, up to about 4 times"));
  }

  private Optional<Plot> patienceAgainstLayer() {
    int layers = task.variants().stream().mapToInt(v -> v.any().layers()).max().orElse(1);
    return patience(
        new LinePlot(
                title("Patience against mean exit layer"), "patience (exits)", "mean exit layer")
            .y(0, layers * 1.04),
        TradeOff::meanExitLayer,
        "patience-layer.png",
        "Mean exit layer of every preset at every patience");
  }

  private Optional<Plot> patienceAgainstScore() {
    return patience(
        new LinePlot(
                title("Patience against score"),
                "patience (exits)",
                Figures.scoreAxis(task.metric()))
            .atLeast(2),
        t -> 100 * t.score(),
        "patience-score.png",
        "Score of every preset at every patience");
  }

  private Optional<Plot> patience(
      LinePlot plot, ToDoubleFunction<TradeOff> y, String file, String description) {
    int most = 0;
    for (int i = 0; i < task.variants().size(); i++) {
      Variant variant = task.variants().get(i);
      if (variant.runs().get(0).choice()) {
        most = Math.max(most, variant.any().patience().size() - 1);
        curves(variant, i, run -> run.record().patience(), TradeOff::setting, TradeOff::setting, y)
            .forEach(plot::add);
      }
    }
    return Optional.ofNullable(
        plot.wide().wholeX(0, Math.max(1, most)).draw(prefix + file, description));
  }

  private Optional<Plot> exits() {
    int layers = task.variants().stream().mapToInt(v -> v.any().layers()).max().orElse(1);
    LinePlot plot =
        new LinePlot(title("Score of every exit"), "exit (layer)", Figures.scoreAxis(task.metric()))
            .wide()
            .atLeast(2)
            .wholeX(1, layers);
    for (int i = 0; i < task.variants().size(); i++) {
      curves(
              task.variants().get(i),
              i,
              run -> run.record().exits(),
              ExitPoint::exit,
              ExitPoint::exit,
              exit -> 100 * exit.score())
          .forEach(plot::add);
    }
    return Optional.ofNullable(
        plot.draw(prefix + "exit-scores.png", "Score of every exit of every preset"));
  }

  private String title(String what) {
    return PlotText.of(task.task(), 30) + ": " + what.toLowerCase(Locale.ROOT);
  }

  /**
   * A variant's curve: the mean of its repeats where all have the same points, else one curve each
   * in the same colour.
   *
   * @param key what makes a point of one run and a point of another the same
   */
  private static <T> List<Curve> curves(
      Variant variant,
      int index,
      Function<ComparedRun, List<T>> points,
      ToDoubleFunction<T> key,
      ToDoubleFunction<T> x,
      ToDoubleFunction<T> y) {
    List<List<T>> runs =
        variant.runs().stream()
            .map(run -> points.apply(run).stream().sorted(Comparator.comparingDouble(key)).toList())
            .toList();
    if (runs.size() > 1 && alike(runs, key)) {
      return List.of(mean(variant.label(), runs, x, y, index));
    }
    List<Curve> curves = new ArrayList<>();
    for (List<T> run : runs) {
      curves.add(Curve.of(curves.isEmpty() ? variant.label() : null, run, x, y, index));
    }
    return curves;
  }

  private static <T> boolean alike(List<List<T>> runs, ToDoubleFunction<T> key) {
    return runs.stream()
            .map(run -> run.stream().mapToDouble(key).boxed().toList())
            .distinct()
            .count()
        == 1;
  }

  private static <T> Curve mean(
      String label, List<List<T>> runs, ToDoubleFunction<T> x, ToDoubleFunction<T> y, int index) {
    int count = runs.get(0).size();
    List<Integer> places = Stream.iterate(0, i -> i + 1).limit(count).toList();
    double[] deviation =
        places.stream()
            .flatMapToDouble(
                i ->
                    DoubleStream.of(
                        Spread.of(runs, run -> y.applyAsDouble(run.get(i))).deviation()))
            .toArray();
    return Curve.of(
            label,
            places,
            i -> Spread.of(runs, run -> x.applyAsDouble(run.get(i))).mean(),
            i -> Spread.of(runs, run -> y.applyAsDouble(run.get(i))).mean(),
            index)
        .withError(deviation);
  }
}
