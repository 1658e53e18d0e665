package io.leebert.trainer.service;

/** A command that is not carried out, and why, for whoever sent it. */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RefusedException(String message) {
    super(message);
  }
}
