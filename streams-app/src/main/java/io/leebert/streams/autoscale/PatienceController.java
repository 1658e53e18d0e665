package io.leebert.streams.autoscale;

import io.leebert.streams.autoscale.LoadSnapshot.Choice;
import io.leebert.streams.autoscale.Memory.Failure;
import io.leebert.streams.autoscale.Memory.Rising;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Chooses the patience: the best whose capacity covers the arrivals, some headroom and the draining
 * of the backlog within the lag target. Down at once; up only when the backlog has been gone, and a
 * higher patience would have done, for the whole hold time. A pure function of what it is shown.
 *
 * <p>By Little's law events are as old as lag over throughput; a lag worth half the target is
 * ordinary and no backlog. A patience that had to be given up is not tried again under the same
 * load for a while: that is what keeps a constant load between two steps from flapping.
 */
public final class PatienceController {
  private static final double NANOS = 1e9;

  /** Falling needs less than rising: between the two nothing changes. */
  private static final double SHARE_OF_HEADROOM_TO_FALL = 0.4;

  private static final double CLEARLY_LESS = 0.9;

  /** Arrivals that differ by less are the same load. */
  private static final double NOISE = 0.1;

  private static final Duration RETRY = Duration.ofSeconds(60);

  private final AutoscaleSettings settings;

  /** A controller with these settings. */
  public PatienceController(AutoscaleSettings settings) {
    this.settings = settings;
  }

  /** Decides. */
  public Decision decide(LoadSnapshot load, Memory memory) {
    double busy = Math.max(load.recentPerSecond(), load.steadyPerSecond());
    double half = settings.lagTarget().toNanos() / NANOS / 2;
    double backlog = Math.max(0, load.lag() - Math.max(1, busy * half));
    double drain = backlog / half;
    double arriving = busy * (1 + settings.headroom() * SHARE_OF_HEADROOM_TO_FALL);
    double toFall = arriving + drain;
    Choice needed = best(load.choices(), toFall);
    double proven = memory.proven().getOrDefault(load.patience(), 0.0);
    // What is carried without a backlog is carried, whatever the capacity is thought to be.
    boolean carried = backlog == 0 && busy <= proven * (1 + NOISE);
    if (needed.patience() < load.patience() && !carried) {
      // A backlog that the arrivals do not explain (a pause, a rebalance) proves nothing.
      boolean tooHigh = best(load.choices(), arriving).patience() < load.patience();
      Memory next =
          tooHigh
              ? memory.withFailure(load.patience(), new Failure(load.nanos(), busy))
              : memory.withRising(null);
      return new Decision(needed.patience(), why(load, needed, backlog, toFall), next);
    }
    boolean steady = Math.abs(load.recentPerSecond() - load.steadyPerSecond()) <= NOISE * busy;
    Memory seen =
        backlog == 0 && steady
            ? memory.withProven(load.patience(), load.steadyPerSecond())
            : memory;
    return riseOrStay(load, seen, backlog, busy);
  }

  private Decision riseOrStay(LoadSnapshot load, Memory memory, double backlog, double busy) {
    Choice possible = possible(load, memory, busy);
    if (backlog > 0 || possible.patience() <= load.patience()) {
      String reason = backlog > 0 ? "draining a backlog" : "the best that covers the load";
      return new Decision(load.patience(), reason, memory.withRising(null));
    }
    return up(load, memory, possible);
  }

  private static String why(LoadSnapshot load, Choice needed, double backlog, double perSecond) {
    return String.format(
        Locale.ROOT,
        "%.0f events/s arrive, %.0f wait too long: %.0f events/s are needed, patience %d does %.0f",
        load.recentPerSecond(),
        backlog,
        perSecond,
        needed.patience(),
        needed.eventsPerSecond());
  }

  private Decision up(LoadSnapshot load, Memory memory, Choice possible) {
    Rising before = memory.rising();
    Rising rising =
        before == null
            ? new Rising(load.nanos(), possible.patience())
            : new Rising(before.sinceNanos(), Math.min(before.patience(), possible.patience()));
    if (load.nanos() - rising.sinceNanos() < settings.hold().toNanos()) {
      return new Decision(
          load.patience(), "waiting to see whether the load stays low", memory.withRising(rising));
    }
    String reason =
        String.format(
            Locale.ROOT,
            "%.0f events/s arrive and nothing waits too long for %d s: there is room for patience"
                + " %d",
            load.steadyPerSecond(),
            settings.hold().toSeconds(),
            rising.patience());
    return new Decision(rising.patience(), reason, memory.withRising(null));
  }

  /** The best that has room, and has not failed under such a load of late. */
  private Choice possible(LoadSnapshot load, Memory memory, double busy) {
    double perSecond = busy * (1 + settings.headroom());
    List<Choice> allowed =
        load.choices().stream()
            .filter(choice -> choice.patience() <= load.patience() || mayTry(choice, load, memory))
            .toList();
    return best(allowed, perSecond);
  }

  private static boolean mayTry(Choice choice, LoadSnapshot load, Memory memory) {
    return memory.failures().entrySet().stream()
        .filter(entry -> entry.getKey() <= choice.patience())
        .map(Map.Entry::getValue)
        .noneMatch(
            failure ->
                load.nanos() - failure.nanos() < RETRY.toNanos()
                    && load.steadyPerSecond() > failure.perSecond() * CLEARLY_LESS);
  }

  private static Choice best(List<Choice> choices, double perSecond) {
    Choice best = choices.get(0);
    for (Choice choice : choices) {
      if (choice.eventsPerSecond() >= perSecond) {
        best = choice;
      }
    }
    return best;
  }
}
