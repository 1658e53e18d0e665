package io.leebert.deploy.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How many events a second, and when.
 *
 * @param phases one after the other
 */
public record LoadPlan(List<Phase> phases) {

  /**
   * A time of constant load.
   *
   * @param name for reports
   * @param perSecond events per second
   * @param seconds how long
   */
  public record Phase(String name, double perSecond, double seconds) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException when one is not above 0
     */
    public Phase {
      if (!(perSecond > 0) || !(seconds > 0)) {
        throw new IllegalArgumentException(
            "a phase needs events and time, found "
                + perSecond
                + " events/s for "
                + seconds
                + " s");
      }
    }

    int events() {
      return (int) Math.round(perSecond * seconds);
    }
  }

  /** Copies the list. */
  public LoadPlan {
    phases = List.copyOf(phases);
  }

  /**
   * Base load, the spikes one after the other, base load again.
   *
   * @param base events per second
   * @param times how many times the base each spike is
   * @param seconds length of a spike and of the calm after them; the calm before is a third of it
   */
  public static LoadPlan spikes(double base, List<Double> times, double seconds) {
    List<Phase> phases = new ArrayList<>();
    phases.add(new Phase("base", base, seconds / 3));
    for (double factor : times) {
      String name =
          factor == Math.rint(factor)
              ? String.format(Locale.ROOT, "%.0f x base", factor)
              : String.format(Locale.ROOT, "%.2f x base", factor);
      phases.add(new Phase(name, factor * base, seconds));
    }
    phases.add(new Phase("base again", base, seconds));
    return new LoadPlan(phases);
  }

  /** When each event is due, in seconds from the start. */
  double[] due() {
    double[] due = new double[phases.stream().mapToInt(Phase::events).sum()];
    int event = 0;
    double start = 0;
    for (Phase phase : phases) {
      for (int i = 0; i < phase.events(); i++) {
        due[event++] = start + i / phase.perSecond();
      }
      start += phase.seconds();
    }
    return due;
  }
}
