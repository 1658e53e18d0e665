package io.leebert.streams.topology;

/** A prediction that its topic would refuse; the message says why. */
public final class UnwritablePredictionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnwritablePredictionException(String message) {
    super(message);
  }
}
