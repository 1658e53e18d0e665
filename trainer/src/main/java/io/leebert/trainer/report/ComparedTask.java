package io.leebert.trainer.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The runs of one task.
 *
 * @param task its name
 * @param metric the score that all of them have
 * @param variants the runs, repeats together
 */
record ComparedTask(String task, String metric, List<Variant> variants) {

  /**
   * Sorts runs by task, in the order in which each task comes first.
   *
   * @throws RunFolderException when runs of one task have different metrics or classes
   */
  static List<ComparedTask> of(List<ComparedRun> runs) {
    Map<String, List<ComparedRun>> byTask = new LinkedHashMap<>();
    for (ComparedRun run : runs) {
      byTask.computeIfAbsent(run.record().task(), task -> new ArrayList<>()).add(run);
    }
    List<ComparedTask> tasks = new ArrayList<>();
    byTask.forEach(
        (task, some) -> {
          ComparedRun first = some.get(0);
          some.forEach(run -> requireSameMeasure(first, run));
          tasks.add(new ComparedTask(task, first.record().metric(), Variant.of(some)));
        });
    return tasks;
  }

  private static void requireSameMeasure(ComparedRun first, ComparedRun run) {
    if (!first.record().metric().equals(run.record().metric())) {
      throw new RunFolderException(
          run.folder()
              + " is scored by "
              + run.record().metric()
              + ", but "
              + first.folder()
              + " by "
              + first.record().metric()
              + ": runs of one task ("
              + run.record().task()
              + ") can be compared by one metric only");
    }
    if (!Set.copyOf(first.record().labels()).equals(Set.copyOf(run.record().labels()))) {
      throw new RunFolderException(
          run.folder()
              + " has other classes than "
              + first.folder()
              + ": both say they are of task "
              + run.record().task()
              + ", but their scores cannot be compared");
    }
  }

  /** What the reader must know before believing the comparison; empty where all is alike. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    differing("devSha256", "held-out files", warnings);
    differing("backbone", "backbones", warnings);
    differing("trainSha256", "training files", warnings);
    Set<Integer> rows = new TreeSet<>();
    Set<Integer> trained = new TreeSet<>();
    for (Variant variant : variants) {
      for (ComparedRun run : variant.runs()) {
        rows.add(run.record().heldOutRows());
        trained.add(run.record().trainRows());
      }
    }
    differing(rows, "numbers of held-out rows", warnings);
    differing(trained, "numbers of training rows", warnings);
    return warnings;
  }

  private void differing(String setting, String what, List<String> warnings) {
    Set<String> values = new TreeSet<>();
    for (Variant variant : variants) {
      for (ComparedRun run : variant.runs()) {
        values.add(run.record().settings().getOrDefault(setting, "none"));
      }
    }
    differing(values, what, warnings);
  }

  private void differing(Set<?> values, String what, List<String> warnings) {
    if (values.size() > 1) {
      warnings.add(
          "runs of "
              + task
              + " have different "
              + what
              + ": "
              + values.stream()
                  .map(value -> PlotText.of(value.toString(), 20))
                  .collect(Collectors.joining(", ")));
    }
  }

  /** The table: what each variant scores at about the same speed, and what it took. */
  Table table(double speedUp) {
    List<String> head =
        List.of(
            "preset",
            "exit rule",
            metric,
            "speed-up",
            "mean exit layer",
            "average of exits",
            "last exit",
            "training time",
            "seeds");
    List<List<String>> rows = new ArrayList<>();
    for (Variant variant : variants) {

      rows.add(
          List.of(
              variant.label(),
              rule(variant, speedUp),
              variant.spread(run -> run.nearest(speedUp).score()).shown(Figures::score),
              Figures.speedUp(
                  variant
                      .spread(run -> run.nearest(speedUp).speedUp(run.record().layers()))
                      .mean()),
              Figures.layer(variant.spread(run -> run.nearest(speedUp).meanExitLayer()).mean()),
              variant.spread(run -> run.record().averageOverExits()).shown(Figures::score),
              variant.spread(ComparedTask::lastExit).shown(Figures::score),
              Figures.duration(variant.spread(run -> run.record().trainSeconds()).mean()),
              Integer.toString(variant.runs().size())));
    }
    String caption =
        "%s: each preset at the setting nearest %s".formatted(task, Figures.speedUp(speedUp));
    return new Table(caption, 2, head, rows, best(speedUp));
  }

  private static double lastExit(ComparedRun run) {
    List<ExitPoint> exits = run.record().exits();
    return exits.get(exits.size() - 1).score();
  }

  /** The rule and its setting; repeats may be nearest at different ones. */
  private static String rule(Variant variant, double speedUp) {
    if (!variant.runs().get(0).choice()) {
      return "one exit";
    }
    List<Double> settings =
        variant.runs().stream()
            .map(run -> run.nearest(speedUp).setting())
            .distinct()
            .sorted(Comparator.naturalOrder())
            .toList();
    String from = Figures.setting(settings.get(0));
    String to = Figures.setting(settings.get(settings.size() - 1));
    return variant.any().servedBy() + " " + (from.equals(to) ? from : from + "–" + to);
  }

  /** The first of those that score best; -1 where there is nothing to choose from. */
  private int best(double speedUp) {
    int best = -1;
    for (int i = 0; variants.size() > 1 && i < variants.size(); i++) {
      double score = score(i, speedUp);
      if (!Double.isNaN(score) && (best < 0 || score > score(best, speedUp))) {
        best = i;
      }
    }
    return best;
  }

  private double score(int index, double speedUp) {
    return variants.get(index).spread(run -> run.nearest(speedUp).score()).mean();
  }
}
