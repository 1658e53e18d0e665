package io.leebert.trainer.optimize;

import io.leebert.trainer.objective.TermGrid;
import java.util.function.Supplier;

/**
 * No learning of omega: every term weighs the same throughout (LeeBERT-uniform).
 *
 * @param <B> a batch
 */
public final class UniformWeights<B> implements UpdateRule<B> {

  private final Learner<B> learner;
  private final TermGrid weights;

  /** The rule with the weights it keeps. */
  public UniformWeights(Learner<B> learner, TermGrid weights) {
    this.learner = learner;
    this.weights = weights;
  }

  @Override
  public TermGrid step(B first, Supplier<B> second) {
    return learner.descend(first, weights);
  }

  @Override
  public TermGrid weights() {
    return weights;
  }
}
