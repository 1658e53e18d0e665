package io.leebert.trainer.train;

import io.leebert.trainer.backbone.Precision;
import io.leebert.trainer.backbone.StandardizedExits.Statistics;
import io.leebert.trainer.backbone.TensorValues;
import io.leebert.trainer.data.Batch;
import io.leebert.trainer.objective.LeeBertObjective;
import io.leebert.trainer.objective.TermGrid;
import io.leebert.trainer.optimize.SlopeLearner;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Theta as an update rule sees it: forward, backward, AdamW, in one pointer scope per step. */
@SuppressWarnings("try") // scopes and guards act by being open
final class NetworkLearner implements SlopeLearner<Batch> {

  private final ExitNetwork network;
  private final LeeBertObjective objective;
  private final ThetaOptimizer optimizer;
  private final LearningRateSchedule schedule;
  private final Precision precision;
  private final boolean frozen;
  private int steps;

  /**
   * A learner.
   *
   * @param frozen true trains the exits only
   * @param stepsDone steps before the next one
   */
  NetworkLearner(
      ExitNetwork network,
      LeeBertObjective objective,
      ThetaOptimizer optimizer,
      LearningRateSchedule schedule,
      Precision precision,
      boolean frozen,
      int stepsDone) {
    this.network = network;
    this.objective = objective;
    this.optimizer = optimizer;
    this.schedule = schedule;
    this.precision = precision;
    this.frozen = frozen;
    this.steps = stepsDone;
  }

  @Override
  public TermGrid descend(Batch batch, TermGrid weights) {
    try (PointerScope scope = new PointerScope()) {
      optimizer.clearGradients();
      Tensor terms = terms(batch, Statistics.BATCH_AND_LEARN, precision);
      TermGrid values = grid(terms);
      double loss = values.dot(weights);
      if (!Double.isFinite(loss)) {
        throw new TrainingException(
            "the loss is "
                + loss
                + " at step "
                + (steps + 1)
                + ": training has diverged; lower --learning-rate or --exit-learning-rate");
      }
      objective.loss(terms, weights).backward();
      optimizer.step(schedule.factor(steps));
      steps++;
      return values;
    }
  }

  @Override
  public TermGrid terms(Batch batch) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      return grid(terms(batch, Statistics.BATCH, precision));
    }
  }

  /**
   * By central differences along the gradient of the held-out loss: three forward passes for all
   * terms at once (DARTS, section 2.3). Teachers are constants for the gradient of a term, so they
   * stay where they are while the students move. In fp32: the way is too short for bf16 to see.
   */
  @Override
  public TermGrid slopes(Batch first, Batch second) {
    try (PointerScope scope = new PointerScope()) {
      optimizer.clearGradients();
      Tensor classification = terms(second, Statistics.BATCH, precision).select(1, 0).mean();
      classification.backward();
      try (NoGradGuard guard = new NoGradGuard();
          Nudge nudge = new Nudge(optimizer.parameters())) {
        Tensor teaching = logits(first, Statistics.BATCH, Precision.FP32);
        nudge.to(1);
        TermGrid above = taughtBy(teaching, first);
        nudge.to(-1);
        TermGrid below = taughtBy(teaching, first);
        return above.plus(below.times(-1)).times(1 / (2 * nudge.length()));
      }
    }
  }

  private TermGrid taughtBy(Tensor teaching, Batch batch) {
    try (PointerScope scope = new PointerScope()) {
      Tensor logits = logits(batch, Statistics.BATCH, Precision.FP32);
      return grid(objective.terms(logits, teaching, network.gold(batch)));
    }
  }

  private Tensor terms(Batch batch, Statistics statistics, Precision numbers) {
    return objective.terms(logits(batch, statistics, numbers), network.gold(batch));
  }

  private Tensor logits(Batch batch, Statistics statistics, Precision numbers) {
    return frozen
        ? network.logitsOfFrozen(batch, statistics, numbers)
        : network.logits(batch, statistics, numbers);
  }

  private TermGrid grid(Tensor terms) {
    double[] flat = TensorValues.doubles(terms.to(torch.ScalarType.Double));
    int exits = network.layers();
    double[][] numbers = new double[exits][exits + 1];
    for (int m = 0; m < exits; m++) {
      System.arraycopy(flat, m * (exits + 1), numbers[m], 0, exits + 1);
    }
    return TermGrid.of(numbers);
  }
}
