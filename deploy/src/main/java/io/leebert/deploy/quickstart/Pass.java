package io.leebert.deploy.quickstart;

import io.leebert.deploy.sample.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A set of messages sent through the application in one go.
 *
 * @param name begins the ids of its events
 * @param messages what to send, with the labels that are known
 * @param patience the depth every event asks for, or null for the model's own
 * @param perSecond events per second, or 0 for as fast as they can be produced
 */
record Pass(String name, List<Message> messages, @Nullable Integer patience, double perSecond) {
  Pass {
    messages = List.copyOf(messages);
  }
}
