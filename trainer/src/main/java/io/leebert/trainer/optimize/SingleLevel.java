package io.leebert.trainer.optimize;

import io.leebert.trainer.objective.TermGrid;
import java.util.function.Supplier;

/**
 * Single-level optimization, {@code slo} (Zhu, ACL 2021, eq. 7): theta and omega learn from the
 * same batch, both by the gradient at where they stood.
 *
 * @param <B> a batch
 */
public final class SingleLevel<B> implements UpdateRule<B> {

  private final Learner<B> learner;
  private final LossWeights weights;

  /** The rule. */
  public SingleLevel(Learner<B> learner, LossWeights weights) {
    this.learner = learner;
    this.weights = weights;
  }

  @Override
  public TermGrid step(B first, Supplier<B> second) {
    TermGrid before = learner.descend(first, weights.values());
    weights.descend(before);
    return before;
  }

  @Override
  public TermGrid weights() {
    return weights.values();
  }
}
