package io.leebert.streams.models;

import java.util.function.Supplier;

/**
 * Holds the model in service. Readers take the current model once per event and stay with it for
 * that event, so that tokens, network, pace and labels belong together whatever the slot holds
 * next.
 */
public final class ModelSlot implements Supplier<ServedModel>, AutoCloseable {
  private volatile ServedModel current;
  private volatile boolean closed;

  /** A slot that serves the given model, and lets it go when another takes its place. */
  public ModelSlot(ServedModel first) {
    current = first;
  }

  /**
   * The model in service, held for the caller, who lets it go.
   *
   * @throws IllegalStateException when the slot is closed
   */
  @Override
  public ServedModel get() {
    while (!closed) {
      // Not to be had when it was replaced just now, and its last row is done.
      ServedModel found = current;
      if (found.hold()) {
        return found;
      }
    }
    throw new IllegalStateException("the model is out of service");
  }

  /** The model in service, to look at only: it may end at any time. */
  public ServedModel current() {
    return current;
  }

  /**
   * Puts another model into service; the one before it ends with its last row. A closed slot lets
   * it go at once.
   */
  public synchronized void replace(ServedModel next) {
    if (closed) {
      next.release();
      return;
    }
    ServedModel before = current;
    current = next;
    before.release();
  }

  /** Takes the model out of service; to be called when no more events come. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      current.release();
    }
  }
}
