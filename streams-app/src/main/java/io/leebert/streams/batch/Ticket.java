package io.leebert.streams.batch;

import io.leebert.streams.inference.Classifier;
import io.leebert.streams.inference.Row;
import org.jspecify.annotations.Nullable;

/**
 * A row on its way through the batcher. Its owner looks at {@link #outcome()} whenever it likes;
 * the device's thread sets it once.
 */
public final class Ticket {
  private final Classifier classifier;
  private final Row row;
  private final long createdNanos;
  private volatile @Nullable Outcome outcome;

  /**
   * A new ticket.
   *
   * @param classifier the network that the row's tokens were made for
   * @param createdNanos now, on the batcher's clock
   */
  public Ticket(Classifier classifier, Row row, long createdNanos) {
    this.classifier = classifier;
    this.row = row;
    this.createdNanos = createdNanos;
  }

  /** How the row ended, or null while it has not. */
  public @Nullable Outcome outcome() {
    return outcome;
  }

  Classifier classifier() {
    return classifier;
  }

  Row row() {
    return row;
  }

  long createdNanos() {
    return createdNanos;
  }

  void complete(Outcome result) {
    outcome = result;
  }
}
