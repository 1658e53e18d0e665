package io.leebert.trainer.train;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Progress for logs: a line every few seconds and one per epoch, no cursor movement. */
public final class LineProgress implements TrainingListener {

  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final PrintWriter out;
  private final LongSupplier nanoTime;
  private int totalSteps;
  private int firstStep;
  private long start;
  private long lastLine;
  private boolean headerPrinted;

  /** Progress as plain lines, paced by a clock. */
  public LineProgress(PrintWriter out, LongSupplier nanoTime) {
    this.out = out;
    this.nanoTime = nanoTime;
  }

  @Override
  public void started(int steps, int stepsDone) {
    totalSteps = steps;
    firstStep = stepsDone;
    start = nanoTime.getAsLong();
    lastLine = start;
    out.println("training: at most " + steps + " steps");
    if (stepsDone > 0) {
      out.println("going on after step " + stepsDone);
    }
  }

  @Override
  public void step(int step, double loss) {
    long now = nanoTime.getAsLong();
    if (now - lastLine < INTERVAL.toNanos()) {
      return;
    }
    lastLine = now;
    double perStep = (now - start) / 1e9 / (step - firstStep);
    out.printf(
        Locale.ROOT,
        "step %d of %d, loss %.3f, %.2f s/step, at most %s left%n",
        step,
        totalSteps,
        loss,
        perStep,
        left((long) (perStep * (totalSteps - step))));
  }

  private static String left(long seconds) {
    return seconds >= 60 ? seconds / 60 + " min " + seconds % 60 + " s" : seconds + " s";
  }

  @Override
  public void epoch(EpochReport report) {
    if (!headerPrinted) {
      out.println(EpochTable.header(report.scores().scores().size()));
      headerPrinted = true;
    }
    out.printf(
        Locale.ROOT, "%s  (%.2f s/step)%n", EpochTable.line(report), report.secondsPerStep());
    String warning = EpochTable.warning(report.scores());
    if (!warning.isEmpty()) {
      out.println(warning);
    }
  }

  @Override
  public void finished(int bestEpoch, ExitScores best) {
    EpochTable.ending(bestEpoch, best).forEach(out::println);
  }

  @Override
  public void close() {
    out.flush();
  }
}
