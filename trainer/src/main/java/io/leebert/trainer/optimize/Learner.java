package io.leebert.trainer.optimize;

import io.leebert.trainer.objective.TermGrid;

/**
 * What an update rule drives: the network's parameters theta, seen only through what it needs.
 *
 * @param <B> a batch
 */
public interface Learner<B> {

  /**
   * One step of theta: {@code theta -= lr * grad_theta L_batch(theta, weights)}.
   *
   * @return the value of every term before the step, which is also the gradient of the loss with
   *     respect to every weight
   */
  TermGrid descend(B batch, TermGrid weights);

  /** The value of every term at theta as it is; nothing changes. */
  TermGrid terms(B batch);
}
