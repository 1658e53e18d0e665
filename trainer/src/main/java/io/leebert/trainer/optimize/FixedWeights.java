package io.leebert.trainer.optimize;

import io.leebert.trainer.objective.TermGrid;
import java.util.function.Supplier;

/**
 * No learning of omega: the weights stay as they are (LeeBERT-uniform, LeeBERT-rand, PABEE).
 *
 * @param <B> a batch
 */
public final class FixedWeights<B> implements UpdateRule<B> {

  private final Learner<B> learner;
  private final TermGrid weights;

  /** The rule with the weights it keeps. */
  public FixedWeights(Learner<B> learner, TermGrid weights) {
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
