package io.leebert.trainer.optimize;

import io.leebert.trainer.objective.TermGrid;
import java.util.function.Supplier;

/**
 * Who updates what from which split: one step of the network's parameters theta, and of the loss
 * weights omega where the rule learns them.
 *
 * @param <B> a batch
 */
public interface UpdateRule<B> {

  /**
   * One step.
   *
   * @param first a batch of D1
   * @param second gives a batch of D2; asked only when the rule needs one
   * @return the terms' values on {@code first} before theta moved
   */
  TermGrid step(B first, Supplier<B> second);

  /** The loss weights as they are now. */
  TermGrid weights();
}
