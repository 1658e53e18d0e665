package io.leebert.trainer.train;

import java.util.ArrayList;
import java.util.List;

/** Keeps what a training run reports. */
final class RecordingListener implements TrainingListener {

  final List<EpochReport> epochs = new ArrayList<>();
  final List<Double> losses = new ArrayList<>();
  final List<Integer> steps = new ArrayList<>();
  int totalSteps;
  int bestEpoch;

  @Override
  public void started(int steps, int stepsDone) {
    totalSteps = steps;
  }

  @Override
  public void step(int step, double loss) {
    steps.add(step);
    losses.add(loss);
  }

  @Override
  public void epoch(EpochReport report) {
    epochs.add(report);
  }

  @Override
  public void finished(int best, ExitScores scores) {
    bestEpoch = best;
  }

  @Override
  public void close() {}
}
