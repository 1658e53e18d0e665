package io.leebert.trainer.optimize;

import io.leebert.trainer.objective.TermGrid;
import java.util.function.Supplier;

/**
 * LeeBERT's cross-level optimization in its cheaper form, {@code clo-v2} (Zhu, ACL 2021, algorithm
 * 2).
 *
 * <p>Steps come in groups of C. The first C - 1 of a group update theta and omega on the same batch
 * of D1. The last one updates theta on D1, then omega with the sum of the two gradients on D1 and
 * D2, both at the theta just reached.
 *
 * @param <B> a batch
 */
public final class CrossLevelV2<B> implements UpdateRule<B> {

  private final Learner<B> learner;
  private final LossWeights weights;
  private final Cycle cycle;

  /** The rule; the cycle says which steps cross the levels. */
  public CrossLevelV2(Learner<B> learner, LossWeights weights, Cycle cycle) {
    this.learner = learner;
    this.weights = weights;
    this.cycle = cycle;
  }

  @Override
  public TermGrid step(B first, Supplier<B> second) {
    TermGrid before = learner.descend(first, weights.values());
    if (cycle.completes()) {
      weights.descend(learner.terms(first).plus(learner.terms(second.get())));
    } else {
      weights.descend(before);
    }
    return before;
  }

  @Override
  public TermGrid weights() {
    return weights.values();
  }
}
