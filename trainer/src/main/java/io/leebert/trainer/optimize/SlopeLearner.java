package io.leebert.trainer.optimize;

import io.leebert.trainer.objective.TermGrid;

/**
 * A learner that can also tell how every term changes along the way that lowers a held-out loss.
 *
 * @param <B> a batch
 */
public interface SlopeLearner<B> extends Learner<B> {

  /**
   * The slope of every term: its gradient times the gradient of the held-out classification loss,
   * {@code grad L_second . grad l_i}, up to one positive factor. Nothing changes.
   *
   * @param first the batch of the terms
   * @param second the batch of the classification loss, the mean over the exits
   */
  TermGrid slopes(B first, B second);
}
