package io.leebert.trainer.cli;

import io.leebert.trainer.train.EpochReport;
import io.leebert.trainer.train.ExitScores;
import io.leebert.trainer.train.TrainingListener;

/** Hears of one training among many, whose course nobody follows. */
final class QuietListener implements TrainingListener {

  @Override
  public void started(int totalSteps, int stepsDone) {}

  @Override
  public void step(int step, double loss) {}

  @Override
  public void epoch(EpochReport report) {}

  @Override
  public void finished(int bestEpoch, ExitScores best) {}

  @Override
  public void close() {}
}
