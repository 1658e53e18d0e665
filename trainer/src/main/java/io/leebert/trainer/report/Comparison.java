package io.leebert.trainer.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Several runs beside each other, task by task, at about the same speed-up: the paper's table 1 for
 * runs of one's own. Runs that differ in nothing but their seeds are one line, mean and deviation.
 */
public final class Comparison {

  /** The page that {@link #write} leaves. */
  public static final String PAGE = "compare.html";

  private final List<ComparedTask> tasks;
  private final double speedUp;

  /**
   * Compares runs.
   *
   * @param runs at least one
   * @param speedUp the speed-up by layers to compare at, at least 1
   * @throws RunFolderException when runs say they are of one task but cannot be compared, or one
   *     run is there twice
   * @throws IllegalArgumentException when there are no runs, or the speed-up is below 1
   */
  public Comparison(List<ComparedRun> runs, double speedUp) {
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("there are no runs to compare");
    }
    if (!(speedUp >= 1)) {
      throw new IllegalArgumentException("the speed-up is " + speedUp + ", expected at least 1");
    }
    this.tasks = ComparedTask.of(runs);
    this.speedUp = speedUp;
  }

  /** What the reader must know before believing the comparison. */
  public List<String> warnings() {
    return tasks.stream().flatMap(task -> task.warnings().stream()).toList();
  }

  /** One table per task, for a terminal. */
  public String text() {
    String separator = System.lineSeparator();
    return tasks.stream()
        .map(task -> task.table(speedUp))
        .map(table -> table.caption() + separator + separator + table.text())
        .collect(Collectors.joining(separator));
  }

  /** One table per task, in Markdown. */
  public String markdown() {
    return tasks.stream()
        .map(task -> task.table(speedUp))
        .map(table -> table.captionInMarkdown() + "\n\n" + table.markdown())
        .collect(Collectors.joining("\n"));
  }

  /**
   * Writes {@value #PAGE} and its pictures, {@code plots/*.png}, into a folder.
   *
   * @return what could not be drawn, and why; empty where all is there
   * @throws RunFolderException when a file cannot be written
   */
  public Optional<String> write(Path folder) {
    Optional<String> warning = Drawing.missing();
    List<List<Plot>> plots = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      plots.add(
          warning.isPresent()
              ? List.of()
              : new ComparisonPlots(tasks.get(i), speedUp, i + 1).plots());
    }
    try {
      PlotFiles.write(
          folder.resolve(RunFolder.PLOTS), plots.stream().flatMap(List::stream).toList());
      Files.writeString(
          folder.resolve(PAGE), ComparisonPage.of(tasks, plots, speedUp, warning.orElse(null)));
      return warning;
    } catch (IOException e) {
      throw new RunFolderException("cannot write the comparison to " + folder + ": " + e, e);
    }
  }
}
