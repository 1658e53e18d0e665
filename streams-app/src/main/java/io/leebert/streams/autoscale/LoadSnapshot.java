package io.leebert.streams.autoscale;

import java.util.List;

/**
 * All that a decision is made from.
 *
 * @param nanos now
 * @param lag events that have arrived and are not forwarded yet
 * @param recentPerSecond arrivals per second over the last second
 * @param steadyPerSecond arrivals per second over the last seconds
 * @param patience patience in force
 * @param choices what may be chosen, cheapest first
 */
public record LoadSnapshot(
    long nanos,
    double lag,
    double recentPerSecond,
    double steadyPerSecond,
    int patience,
    List<Choice> choices) {

  /**
   * A patience and what the device does with it.
   *
   * @param patience the patience
   * @param eventsPerSecond capacity
   */
  public record Choice(int patience, double eventsPerSecond) {}

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException when there is nothing to choose
   */
  public LoadSnapshot {
    choices = List.copyOf(choices);
    if (choices.isEmpty()) {
      throw new IllegalArgumentException("there is no patience to choose from");
    }
  }
}
