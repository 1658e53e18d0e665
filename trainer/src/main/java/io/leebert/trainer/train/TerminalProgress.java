package io.leebert.trainer.train;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Progress for people: a bar with loss and time left, and a line of scores per epoch. */
public final class TerminalProgress implements TrainingListener {

  private static final int INTERVAL_MILLIS = 500;
  private static final double SMOOTHING = 0.95;

  private final PrintStream out;
  private final int width;
  private @Nullable ProgressBar bar;
  private double smoothed = Double.NaN;
  private int exits;

  /**
   * Progress on a terminal.
   *
   * @param width characters per line
   */
  public TerminalProgress(PrintStream out, int width) {
    this.out = out;
    this.width = width;
  }

  @Override
  public void started(int totalSteps, int stepsDone) {
    bar =
        new ProgressBarBuilder()
            .setTaskName("training")
            .setInitialMax(totalSteps)
            .startsFrom(stepsDone, Duration.ZERO)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(INTERVAL_MILLIS)
            .setMaxRenderedLength(width)
            .setConsumer(new ConsoleProgressBarConsumer(out, width))
            .build();
  }

  @Override
  public void step(int step, double loss) {
    smoothed = Double.isNaN(smoothed) ? loss : SMOOTHING * smoothed + (1 - SMOOTHING) * loss;
    if (bar != null) {
      bar.stepTo(step);
      bar.setExtraMessage(String.format(Locale.ROOT, " loss %.3f", smoothed));
    }
  }

  @Override
  public void epoch(EpochReport report) {
    // A carriage return lets the line replace the bar, which draws itself again below.
    if (exits == 0) {
      exits = report.scores().scores().size();
      print(EpochTable.header(exits));
    }
    print(EpochTable.line(report));
    String warning = EpochTable.warning(report.scores());
    if (!warning.isEmpty()) {
      warning.lines().forEach(this::print);
    }
  }

  private void print(String line) {
    out.print("\r" + line + " ".repeat(Math.max(0, width - line.length() - 1)) + "\n");
  }

  @Override
  public void finished(int bestEpoch, ExitScores best) {
    close();
    EpochTable.ending(bestEpoch, best).forEach(out::println);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
