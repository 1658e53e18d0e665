package io.leebert.streams.batch;

import io.leebert.streams.inference.Row;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A row on its way through the batcher. Its owner looks at {@link #outcome()} whenever it likes;
 * the device's thread sets it once. Until then the row's network is held.
 */
public final class Ticket {
  private final Network network;
  private final Row row;
  private final long createdNanos;
  private final AtomicBoolean holds = new AtomicBoolean(true);
  private volatile @Nullable Outcome outcome;

  /**
   * A new ticket.
   *
   * @param network the network that the row's tokens were made for; the caller holds it, and from
   *     now on the ticket does, until it is settled or {@linkplain MicroBatcher#cancel canceled}
   * @param createdNanos now, on the batcher's clock
   */
  public Ticket(Network network, Row row, long createdNanos) {
    this.network = network;
    this.row = row;
    this.createdNanos = createdNanos;
  }

  /** How the row ended, or null while it has not. */
  public @Nullable Outcome outcome() {
    return outcome;
  }

  Network network() {
    return network;
  }

  Row row() {
    return row;
  }

  long createdNanos() {
    return createdNanos;
  }

  void complete(Outcome result) {
    outcome = result;
    letGo();
  }

  /** Nobody will run the row any more. */
  void letGo() {
    if (holds.getAndSet(false)) {
      network.release();
    }
  }
}
