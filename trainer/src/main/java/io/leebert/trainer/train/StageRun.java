package io.leebert.trainer.train;

import io.leebert.trainer.data.Batch;
import io.leebert.trainer.objective.LeeBertObjective;
import io.leebert.trainer.objective.TermGrid;
import io.leebert.trainer.optimize.FixedWeights;
import io.leebert.trainer.optimize.LossWeights;
import io.leebert.trainer.optimize.UpdateRule;
import org.jspecify.annotations.Nullable;

/** One stage of a run, from its first step or from a checkpoint to its best epoch. */
final class StageRun {

  private final TrainingRun run;
  private final Stage stage;
  private final int index;
  private final int perEpoch;
  private final EarlyStopping stopping;
  private final ThetaOptimizer optimizer;
  private final Snapshot best;
  private final RunTensors tensors;

  private int epoch = 1;
  private int stepInEpoch;
  private int secondTaken;
  private int stageSteps;
  private double lossSum;
  private double epochSeconds;
  private double @Nullable [] omega;

  StageRun(TrainingRun run, Stage stage, int index, int perEpoch) {
    this.run = run;
    this.stage = stage;
    this.index = index;
    this.perEpoch = perEpoch;
    this.stopping = new EarlyStopping(run.settings().stopAfter());
    this.optimizer = new ThetaOptimizer(run.network(), run.settings(), stage.frozenBackbone());
    this.best = new Snapshot(run.network());
    this.tensors = new RunTensors(best, optimizer);
  }

  /** Goes on from a checkpoint of this stage. */
  void resume(CheckpointFolder.Found found) {
    Checkpoint checkpoint = found.checkpoint();
    epoch = checkpoint.epoch();
    stepInEpoch = checkpoint.stepInEpoch();
    secondTaken = checkpoint.secondTaken();
    stageSteps = checkpoint.stageSteps();
    lossSum = checkpoint.lossSum();
    epochSeconds = checkpoint.epochSeconds();
    omega = checkpoint.omega();
    stopping.restore(checkpoint.stopping());
    tensors.read(found.tensors());
  }

  /** Trains; the network is that of the best epoch afterwards, whose number is returned. */
  int train() {
    Hyperparameters settings = run.settings();
    LossWeights weights =
        stage.fixed() == null ? settings.method().learnedWeights(run.network().layers()) : null;
    if (weights != null && omega != null) {
      weights.restore(omega);
    }
    UpdateRule<Batch> rule = rule(weights);
    while (epoch <= settings.epochs() && !stopping.stops()) {
      epoch(rule, weights);
      score();
      epoch++;
      stepInEpoch = 0;
      secondTaken = 0;
      lossSum = 0;
      epochSeconds = 0;
      checkpoint(weights);
    }
    best.restore();
    return stopping.bestEpoch();
  }

  private UpdateRule<Batch> rule(@Nullable LossWeights weights) {
    Hyperparameters settings = run.settings();
    int total = perEpoch * settings.epochs();
    NetworkLearner learner =
        new NetworkLearner(
            run.network(),
            new LeeBertObjective(settings.method().teachers(), settings.method().temperature()),
            optimizer,
            new LearningRateSchedule((int) Math.round(total * settings.warmup()), total),
            settings.precision(),
            stage.frozenBackbone(),
            stageSteps);
    TermGrid fixed = stage.fixed();
    if (fixed != null) {
      return new FixedWeights<>(learner, fixed);
    }
    if (weights == null) {
      throw new IllegalStateException("stage " + stage.name() + " has no weights");
    }
    return settings.method().rule(learner, weights, stageSteps);
  }

  private void epoch(UpdateRule<Batch> rule, @Nullable LossWeights weights) {
    Hyperparameters settings = run.settings();
    EpochBatches batches =
        EpochBatches.of(
            run.data().train(),
            settings.batchSize(),
            settings.method().weighting().splitsRows(),
            Seeds.of(settings.seed(), index, epoch));
    batches.skipSecond(secondTaken);
    while (stepInEpoch < batches.steps()) {
      long before = run.nanoTime();
      // Dropout depends on where the run stands, not on what it did before.
      Engine.seed(Seeds.of(settings.seed(), index, epoch, stepInEpoch));
      TermGrid used = rule.weights();
      double loss = rule.step(batches.first(stepInEpoch), batches::nextSecond).dot(used);
      stepInEpoch++;
      stageSteps++;
      run.stepDone();
      secondTaken = batches.taken();
      lossSum += loss;
      int step = run.steps(index, stageSteps);
      run.history().step(step, loss);
      if (weights != null) {
        run.history().weights(step, rule.weights());
      }
      epochSeconds += run.secondsSince(before);
      run.listener().step(step, loss);
      if (run.checkpointDue(step) && stepInEpoch < batches.steps()) {
        checkpoint(weights);
      }
    }
  }

  private void score() {
    long before = run.nanoTime();
    ExitScores scores = run.scores(stage.trained());
    boolean improved = stopping.improves(scores.average());
    if (improved) {
      best.take();
    }
    run.secondsSince(before);
    run.report(
        new EpochReport(
            stage.name(),
            epoch,
            run.settings().epochs(),
            run.steps(index, stageSteps),
            lossSum / stepInEpoch,
            scores,
            improved,
            epochSeconds / stepInEpoch));
  }

  private void checkpoint(@Nullable LossWeights weights) {
    run.save(
        run.steps(index, stageSteps),
        new Checkpoint(
            index,
            epoch,
            stepInEpoch,
            secondTaken,
            stageSteps,
            run.stepsDone(),
            lossSum,
            run.seconds(),
            epochSeconds,
            weights == null ? new double[0] : weights.state(),
            stopping.state(),
            run.reports(),
            run.history().state()),
        tensors);
  }
}
