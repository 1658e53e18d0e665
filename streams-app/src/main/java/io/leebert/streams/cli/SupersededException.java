package io.leebert.streams.cli;

/** Work on a model was given up: a newer one is to serve. */
final class SupersededException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SupersededException() {
    super("a newer model is to serve", null, false, false);
  }
}
