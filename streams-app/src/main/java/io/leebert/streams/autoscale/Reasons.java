package io.leebert.streams.autoscale;

import io.leebert.streams.autoscale.LoadSnapshot.Choice;
import java.time.Duration;
import java.util.Locale;

/** Why the controller decides as it does, in words. */
final class Reasons {
  static final String DRAINING = "draining a backlog";
  static final String COVERED = "the best that covers the load";
  static final String WAITING = "waiting to see whether the load stays low";

  private Reasons() {}

  static String fall(LoadSnapshot load, Choice needed, double backlog, double perSecond) {
    String text =
        String.format(
            Locale.ROOT,
            "%.0f events/s arrive, %.0f wait too long: %.0f events/s are needed, patience %d does"
                + " %.0f",
            load.busy(),
            backlog,
            perSecond,
            needed.patience(),
            needed.eventsPerSecond());
    return load.blindSeconds() > 0
        ? String.format(
            Locale.ROOT,
            "the broker has been silent for %.1f s, reckoning that %s",
            load.blindSeconds(),
            text)
        : text;
  }

  static String rise(LoadSnapshot load, Duration hold, int patience) {
    return String.format(
        Locale.ROOT,
        "%.0f events/s arrive and nothing waits too long for %.1f s: there is room for patience %d",
        load.steadyPerSecond(),
        hold.toMillis() / 1e3,
        patience);
  }

  static String trial(LoadSnapshot load, Choice above) {
    return String.format(
        Locale.ROOT,
        "%.0f events/s have long arrived steadily and nothing waits: patience %d is tried, which"
            + " is thought to do %.0f",
        load.steadyPerSecond(),
        above.patience(),
        above.eventsPerSecond());
  }

  static String trialFailed(LoadSnapshot load) {
    return String.format(
        Locale.ROOT,
        "patience %d was tried and events begin to wait: %.0f under way at %.0f events/s",
        load.patience(),
        load.lag(),
        load.busy());
  }
}
