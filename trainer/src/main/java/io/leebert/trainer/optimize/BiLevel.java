package io.leebert.trainer.optimize;

import io.leebert.trainer.objective.TermGrid;
import java.util.function.Supplier;

/**
 * Bi-level optimization, {@code blo} (Zhu, ACL 2021, eq. 8; DARTS' first-order form): theta learns
 * from D1, omega from D2 at the theta just reached.
 *
 * @param <B> a batch
 */
public final class BiLevel<B> implements UpdateRule<B> {

  private final Learner<B> learner;
  private final LossWeights weights;

  /** The rule. */
  public BiLevel(Learner<B> learner, LossWeights weights) {
    this.learner = learner;
    this.weights = weights;
  }

  @Override
  public TermGrid step(B first, Supplier<B> second) {
    TermGrid before = learner.descend(first, weights.values());
    weights.descend(learner.terms(second.get()));
    return before;
  }

  @Override
  public TermGrid weights() {
    return weights.values();
  }
}
