package io.leebert.trainer.optimize;

import io.leebert.trainer.objective.TermGrid;
import java.util.function.Supplier;

/**
 * Loss weights that follow the held-out loss through the step of theta, {@code clo-hyper}.
 *
 * <p>In the paper's rules the gradient of a weight is the value of its own term, so a term that
 * misleads the network is not told from one that is merely large. Here it is what one more step of
 * theta along the term would do to the classification loss L on D2 (the hyper-gradient of DARTS,
 * Liu et al., 2019, section 2.3):
 *
 * <pre>d L(theta - lr * grad sum_i w_i l_i) / d w_i = -lr * (grad L . grad l_i)</pre>
 *
 * <p>Theta learns from D1 in every step, omega in every C-th. The learning rate of theta is left
 * out: Adam over omega does not see the gradient's scale.
 *
 * @param <B> a batch
 */
public final class CrossLevelHyper<B> implements UpdateRule<B> {

  private final SlopeLearner<B> learner;
  private final LossWeights weights;
  private final Cycle cycle;

  /** The rule; the cycle says when omega learns. */
  public CrossLevelHyper(SlopeLearner<B> learner, LossWeights weights, Cycle cycle) {
    this.learner = learner;
    this.weights = weights;
    this.cycle = cycle;
  }

  @Override
  public TermGrid step(B first, Supplier<B> second) {
    TermGrid before = learner.descend(first, weights.values());
    if (cycle.completes()) {
      weights.descend(learner.slopes(first, second.get()).times(-1));
    }
    return before;
  }

  @Override
  public TermGrid weights() {
    return weights.values();
  }
}
