package io.leebert.trainer.service;

import io.leebert.schemas.event.CommandType;
import io.leebert.schemas.event.ModelEvent;

/** Hears what a service does; on its threads, so that it must neither take time nor fail. */
public interface ServiceListener {

  /** What is asked of a bundle store. */
  enum StoreCall {
    FIND,
    PUBLISH,
    FETCH
  }

  /**
   * A round of the control loop is over.
   *
   * @param state how the service stands
   * @param behind commands that have come and are not decided on, as far as is known
   */
  void turned(ServiceState state, long behind);

  /**
   * Something was said of a command, and is committed.
   *
   * @param type type of the command
   */
  void said(CommandType type, ModelEvent event);

  /**
   * The store was asked.
   *
   * @param reached whether it did what was asked
   * @param nanos how long that took
   */
  void stored(StoreCall call, boolean reached, long nanos);

  /** The service has ended. */
  void ended();
}
