package io.leebert.trainer.train;

import io.leebert.trainer.backbone.StandardizedExits.Statistics;
import io.leebert.trainer.backbone.TensorValues;
import io.leebert.trainer.data.Batch;
import io.leebert.trainer.objective.LeeBertObjective;
import io.leebert.trainer.objective.TermGrid;
import io.leebert.trainer.optimize.Learner;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Theta as an update rule sees it: forward, backward, AdamW, in one pointer scope per step. */
@SuppressWarnings("try") // scopes and guards act by being open
final class NetworkLearner implements Learner<Batch> {

  private final ExitNetwork network;
  private final LeeBertObjective objective;
  private final ThetaOptimizer optimizer;
  private final LearningRateSchedule schedule;
  private int steps;

  NetworkLearner(
      ExitNetwork network,
      LeeBertObjective objective,
      ThetaOptimizer optimizer,
      LearningRateSchedule schedule) {
    this.network = network;
    this.objective = objective;
    this.optimizer = optimizer;
    this.schedule = schedule;
  }

  @Override
  public TermGrid descend(Batch batch, TermGrid weights) {
    try (PointerScope scope = new PointerScope()) {
      optimizer.clearGradients();
      Tensor terms = terms(batch, Statistics.BATCH_AND_LEARN);
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
      return grid(terms(batch, Statistics.BATCH));
    }
  }

  private Tensor terms(Batch batch, Statistics statistics) {
    return objective.terms(
        network.logits(batch, statistics), Tensor.create(batch.gold(), batch.rows()));
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
