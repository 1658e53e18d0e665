package io.leebert.streams.autoscale;

import java.util.ArrayDeque;
import org.apache.kafka.common.TopicPartition;

/** A partition of the input topic. */
final class SimulatedPartition {

  /** An event, and when it arrived. */
  record Event(SimulatedPartition partition, double second) {}

  private final TopicPartition name;
  private final ArrayDeque<Event> waiting = new ArrayDeque<>();
  private long end;
  private long position;

  SimulatedPartition(int number) {
    name = new TopicPartition("events", number);
  }

  TopicPartition name() {
    return name;
  }

  void arrive(double second) {
    waiting.addLast(new Event(this, second));
    end++;
  }

  Event take() {
    return waiting.removeFirst();
  }

  void giveBack(Event event) {
    waiting.addFirst(event);
  }

  void forwarded() {
    position++;
  }

  int waiting() {
    return waiting.size();
  }

  long end() {
    return end;
  }

  /** Offset of the oldest event that is not forwarded. */
  long position() {
    return position;
  }
}
