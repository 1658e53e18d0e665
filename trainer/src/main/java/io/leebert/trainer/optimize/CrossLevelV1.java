package io.leebert.trainer.optimize;

import io.leebert.trainer.objective.TermGrid;
import java.util.function.Supplier;

/**
 * Cross-level optimization, {@code clo-v1} (Zhu, ACL 2021, algorithm 1, eq. 9): theta learns from
 * D1; then omega learns from the sum of the gradients on D1 and D2, both at the theta just reached.
 *
 * @param <B> a batch
 */
public final class CrossLevelV1<B> implements UpdateRule<B> {

  private final Learner<B> learner;
  private final LossWeights weights;

  /** The rule. */
  public CrossLevelV1(Learner<B> learner, LossWeights weights) {
    this.learner = learner;
    this.weights = weights;
  }

  @Override
  public TermGrid step(B first, Supplier<B> second) {
    TermGrid before = learner.descend(first, weights.values());
    weights.descend(learner.terms(first).plus(learner.terms(second.get())));
    return before;
  }

  @Override
  public TermGrid weights() {
    return weights.values();
  }
}
