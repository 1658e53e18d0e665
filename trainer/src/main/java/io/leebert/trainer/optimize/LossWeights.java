package io.leebert.trainer.optimize;

import io.leebert.trainer.objective.TermGrid;

/** The loss weights omega, learned by gradient descent. */
public interface LossWeights {

  /** The weight of every term. */
  TermGrid values();

  /**
   * One step against a gradient.
   *
   * @param gradient of the loss with respect to every weight: the terms' values
   */
  void descend(TermGrid gradient);

  /** Everything that decides how they go on, for a checkpoint. */
  double[] state();

  /** Goes on from a state of weights of the same size. */
  void restore(double[] state);
}
