package io.leebert.trainer.train;

import java.io.Serial;
import java.util.ArrayList;
import java.util.List;

/** Ends a run in the middle, between a step or an epoch and the checkpoint that would follow it. */
final class PowerCut implements TrainingListener {

  final List<Double> losses = new ArrayList<>();
  private final int step;
  private final boolean atEpochsEnd;
  int stepsDone;

  private PowerCut(int step, boolean atEpochsEnd) {
    this.step = step;
    this.atEpochsEnd = atEpochsEnd;
  }

  /** After a step, counted from 1 over the whole run. */
  static PowerCut afterStep(int step) {
    return new PowerCut(step, false);
  }

  /** When the epoch that such a step is the last of has been scored. */
  static PowerCut afterEpochOfStep(int step) {
    return new PowerCut(step, true);
  }

  /** What ends the run. */
  static final class Happened extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;
  }

  @Override
  public void started(int totalSteps, int done) {
    stepsDone = done;
  }

  @Override
  public void step(int now, double loss) {
    losses.add(loss);
    if (now == step && !atEpochsEnd) {
      throw new Happened();
    }
  }

  @Override
  public void epoch(EpochReport report) {
    if (report.step() == step && atEpochsEnd) {
      throw new Happened();
    }
  }

  @Override
  public void finished(int bestEpoch, ExitScores best) {}

  @Override
  public void close() {}
}
