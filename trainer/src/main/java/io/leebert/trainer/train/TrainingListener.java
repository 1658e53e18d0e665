package io.leebert.trainer.train;

/** Hears how a training run goes. */
public interface TrainingListener extends AutoCloseable {

  /** Training begins, or goes on after so many steps. */
  void started(int totalSteps, int stepsDone);

  /** A step is done; {@code loss} is its weighted loss. */
  void step(int step, double loss);

  /** A batch of held-out rows is scored: between steps, and after the last one. */
  default void scored() {}

  /** An epoch is done and scored. */
  void epoch(EpochReport report);

  /** The exits that do not vote, and why, are known: the run is over. */
  void finished(int bestEpoch, ExitScores best);

  @Override
  void close();
}
