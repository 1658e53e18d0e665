package io.leebert.streams.models;

import io.leebert.streams.inference.LoadedModel;
import java.util.function.Supplier;

/**
 * Holds the model in service. Readers take the current model once per event and stay with it for
 * that event, so that tokens, network and labels belong together whatever the slot holds next.
 */
public final class ModelSlot implements Supplier<LoadedModel>, AutoCloseable {
  private volatile LoadedModel current;

  /** A slot that serves the given model, and owns it. */
  public ModelSlot(LoadedModel first) {
    current = first;
  }

  @Override
  public LoadedModel get() {
    return current;
  }

  /**
   * Puts another model into service.
   *
   * @return the model before it, which the caller closes once no row of it is on its way
   */
  public synchronized LoadedModel replace(LoadedModel next) {
    LoadedModel before = current;
    current = next;
    return before;
  }

  /** Closes the model in service; to be called when nothing runs any more. */
  @Override
  public void close() {
    current.close();
  }
}
