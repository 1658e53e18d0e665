package io.leebert.trainer.train;

import io.leebert.trainer.backbone.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What the stages of a run share: network, data, clock, history, and where checkpoints go. */
final class TrainingRun {

  private final Hyperparameters settings;
  private final ExitNetwork network;
  private final TrainingData data;
  private final Scoring scoring;
  private final TrainingListener listener;
  private final LongSupplier clock;
  private final @Nullable CheckpointFolder checkpoints;
  private final int checkpointEvery;
  private final int stepsPerStage;
  private final History history;
  private final List<EpochReport> reports = new ArrayList<>();
  private double seconds;
  private int stepsDone;

  TrainingRun(
      Hyperparameters settings,
      ExitNetwork network,
      TrainingData data,
      TrainingListener listener,
      LongSupplier clock,
      @Nullable CheckpointFolder checkpoints,
      int checkpointEvery,
      int stages,
      int stepsPerStage) {
    this.settings = settings;
    this.network = network;
    this.data = data;
    this.scoring = new Scoring(data.heldOut());
    this.listener = listener;
    this.clock = clock;
    this.checkpoints = checkpoints;
    this.checkpointEvery = checkpointEvery;
    this.stepsPerStage = stepsPerStage;
    this.history = new History(stages * stepsPerStage);
  }

  Hyperparameters settings() {
    return settings;
  }

  ExitNetwork network() {
    return network;
  }

  TrainingData data() {
    return data;
  }

  TrainingListener listener() {
    return listener;
  }

  History history() {
    return history;
  }

  List<EpochReport> reports() {
    return List.copyOf(reports);
  }

  double seconds() {
    return seconds;
  }

  /** Steps that were made; a stage that stopped early has fewer than its share. */
  int stepsDone() {
    return stepsDone;
  }

  void stepDone() {
    stepsDone++;
  }

  /** Steps of the run where a stage has so many behind it. */
  int steps(int stage, int stageSteps) {
    return stage * stepsPerStage + stageSteps;
  }

  long nanoTime() {
    return clock.getAsLong();
  }

  /** Seconds since a moment; they count as the run's. */
  double secondsSince(long before) {
    double passed = (clock.getAsLong() - before) / 1e9;
    seconds += passed;
    return passed;
  }

  /** Scores of all exits, in the precision of training: to choose between epochs. */
  ExitScores scores(List<Boolean> trained) {
    return ExitScores.of(
        scoring.probabilities(network, settings.precision(), listener::scored),
        scoring.gold(),
        data.metric(),
        trained,
        settings.exits().earnedVotes());
  }

  /** Probabilities of the held-out rows as they are exported. */
  float[][][] probabilities() {
    return scoring.probabilities(network, Precision.FP32, listener::scored);
  }

  int[] gold() {
    return scoring.gold();
  }

  void report(EpochReport report) {
    reports.add(report);
    listener.epoch(report);
  }

  boolean checkpointDue(int step) {
    return checkpoints != null && checkpointEvery > 0 && step % checkpointEvery == 0;
  }

  void save(int step, Checkpoint checkpoint, RunTensors tensors) {
    if (checkpoints != null) {
      checkpoints.save(step, checkpoint, tensors::write);
    }
  }

  /** Takes over what a checkpoint knows of the run as a whole. */
  void restore(Checkpoint checkpoint) {
    seconds = checkpoint.seconds();
    stepsDone = checkpoint.stepsDone();
    reports.addAll(checkpoint.reports());
    history.restore(checkpoint.history());
  }
}
