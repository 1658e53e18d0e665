package io.leebert.trainer.service;

/** Hears, in words, what work waits for: nothing goes on until something else comes back. */
@FunctionalInterface
interface WaitListener {
  void waiting(String message);
}
