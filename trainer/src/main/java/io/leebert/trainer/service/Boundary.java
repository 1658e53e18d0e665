package io.leebert.trainer.service;

/**
 * Where the service can be held: tests stop it there, and kill it.
 *
 * @see Step
 */
@FunctionalInterface
public interface Boundary {
  /** Nothing is held. */
  Boundary PLAIN = step -> {};

  /** Moments between which a service may die. */
  enum Step {
    /** An epoch of a retraining is done. */
    TRAINING,
    /** A graph is being written. */
    EXPORTING,
    /** A bundle was judged, and this is known on the models topic. */
    MADE,
    /** A bundle is in the store, and nobody knows yet. */
    PUBLISHED,
    /** A candidate is announced, and not decided on yet. */
    CANDIDATE,
    /** A transaction is written and not committed. */
    BEFORE_COMMIT,
    /** A transaction is committed, and its work not begun. */
    AFTER_COMMIT
  }

  /** Called by the thread that passes the moment. */
  void pass(Step step);
}
