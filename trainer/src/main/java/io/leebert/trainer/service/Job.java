package io.leebert.trainer.service;

/** The work on one command, on a thread of its own kind. */
@FunctionalInterface
interface Job {

  /**
   * Does it, or goes on with it.
   *
   * @param open what is known of the command
   * @param stop set when it is to end without a result
   * @throws StoppedException when it ended without one
   * @throws RuntimeException when it failed
   */
  void run(OpenCommand open, StopFlag stop);
}
