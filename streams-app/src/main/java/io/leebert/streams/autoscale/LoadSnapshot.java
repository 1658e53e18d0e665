package io.leebert.streams.autoscale;

import java.util.List;

/**
 * All that a decision is made from.
 *
 * @param nanos now
 * @param lag events that have arrived and are not forwarded yet
 * @param recentPerSecond arrivals per second over the last second
 * @param steadyPerSecond arrivals per second over the last seconds
 * @param forwardedPerSecond results per second over the last second
 * @param blindSeconds for how long the broker has not said what arrives, 0 when it does: lag and
 *     arrivals are then reckoned
 * @param patience patience in force
 * @param choices what may be chosen, cheapest first
 */
public record LoadSnapshot(
    long nanos,
    double lag,
    double recentPerSecond,
    double steadyPerSecond,
    double forwardedPerSecond,
    double blindSeconds,
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

  /**
   * Arrivals per second to reckon with: the last second counts as far as it is more than chance
   * (two standard deviations of a Poisson count) makes of the seconds before.
   */
  double busy() {
    double sure = recentPerSecond - 2 * Math.sqrt(recentPerSecond);
    return Math.max(sure, steadyPerSecond);
  }

  /** The best choice that does so many events a second, or the cheapest when none does. */
  Choice best(double perSecond) {
    Choice best = choices.get(0);
    for (Choice choice : choices) {
      if (choice.eventsPerSecond() >= perSecond) {
        best = choice;
      }
    }
    return best;
  }

  /** The choice just below the patience in force, or the cheapest. */
  Choice below() {
    Choice below = choices.get(0);
    for (Choice choice : choices) {
      if (choice.patience() < patience) {
        below = choice;
      }
    }
    return below;
  }

  /** The choice just above the patience in force, or the best. */
  Choice above() {
    return choices.stream()
        .filter(choice -> choice.patience() > patience)
        .findFirst()
        .orElse(choices.get(choices.size() - 1));
  }
}
