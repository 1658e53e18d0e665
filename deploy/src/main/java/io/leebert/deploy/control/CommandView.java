package io.leebert.deploy.control;

import io.leebert.schemas.event.ModelEvent;

/** Shows what is heard of a command while somebody waits for its end. */
public interface CommandView extends AutoCloseable {

  /** Something was heard of the command: that it was accepted, how far it is, how it ended. */
  void show(ModelEvent event);

  /** Nothing was heard for a while; in words, what may be the matter. */
  void silence(String hint);

  /** Nothing more comes. */
  @Override
  void close();
}
