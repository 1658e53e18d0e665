package io.leebert.trainer.service;

/** Work is to end without a result: it was cancelled, or is no longer this service's. */
final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoppedException() {
    super("stopped");
  }
}
