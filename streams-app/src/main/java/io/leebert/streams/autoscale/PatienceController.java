package io.leebert.streams.autoscale;

import io.leebert.streams.autoscale.LoadSnapshot.Choice;
import io.leebert.streams.autoscale.Memory.Failure;
import io.leebert.streams.autoscale.Memory.Rising;
import io.leebert.streams.autoscale.Memory.Trial;
import java.util.Map;

/**
 * Chooses the patience: the best whose capacity covers the arrivals, some headroom and the draining
 * of the backlog within the lag target. Down at once; up only when the backlog has been gone, and a
 * higher patience would have done, for the whole hold time. A pure function of what it is shown.
 *
 * <p>By Little's law events are as old as lag over throughput; a lag worth half the target is
 * ordinary and no backlog. Capacities are estimates, so what happens has the last word: a patience
 * that carries the load is kept though it is thought too high; a load that has been steady for long
 * has the next patience tried though it leaves less headroom; and whatever is risen to goes back a
 * step when events begin to wait. A patience that had to be given up is not tried again under the
 * same load for a while, longer each time: so a constant load between two steps does not flap.
 */
public final class PatienceController {
  private static final double NANOS = 1e9;

  /** Falling needs less than rising: between the two nothing changes. */
  private static final double SHARE_OF_HEADROOM_TO_FALL = 0.4;

  private static final double CLEARLY_LESS = 0.9;

  /** Arrivals that differ by less are the same load. */
  private static final double NOISE = 0.1;

  /** A step is tried when its capacity is thought to be this much of the arrivals, or more. */
  private static final double WORTH_A_TRIAL = 1;

  /** Until then results are still those of the patience before. */
  private static final double SETTLED_NANOS = 2 * NANOS;

  /** Hold times that a load must have been quiet for a trial, and that a trial lasts. */
  private static final int HOLDS_OF_A_TRIAL = 4;

  private final AutoscaleSettings settings;
  private final double half;
  private final long trialNanos;

  /** A controller with these settings. */
  public PatienceController(AutoscaleSettings settings) {
    this.settings = settings;
    this.half = settings.lagTarget().toNanos() / NANOS / 2;
    this.trialNanos = HOLDS_OF_A_TRIAL * settings.hold().toNanos();
  }

  /** Decides. */
  public Decision decide(LoadSnapshot load, Memory memory) {
    double busy = load.busy();
    double backlog = Math.max(0, load.lag() - Math.max(1, busy * ordinary(load, memory)));
    double arriving = busy * (1 + settings.headroom() * SHARE_OF_HEADROOM_TO_FALL);
    double toFall = arriving + backlog / half;
    Choice needed = load.best(toFall);
    boolean waits = load.lag() > atMost(busy * half / 2) + 1;
    Trial trial = memory.trial();
    boolean onTrial = trial != null && busy <= trial.perSecond() * (1 + NOISE);
    if (waits && onTrial) {
      // The step below has carried this load; if it does not drain what waits, it falls as well.
      Choice back = load.below();
      Memory next = memory.withFailure(load.patience(), load.nanos(), busy).back(load.nanos());
      return new Decision(back.patience(), Motive.TRIED_IN_VAIN, Reasons.trialFailed(load), next);
    }
    double proven = memory.proven().getOrDefault(load.patience(), 0.0);
    // What is carried without a backlog is carried, whatever the capacity is thought to be.
    boolean carried = backlog == 0 && (onTrial || busy <= proven * (1 + NOISE));
    if (needed.patience() < load.patience() && !carried) {
      return fall(load, memory, needed, backlog, arriving, toFall);
    }
    return riseOrStay(load, waits ? memory.withQuiet(null) : quiet(load, memory), backlog, busy);
  }

  /** Seconds of arrivals that may wait; a failed trial leaves some more, for a moment. */
  private double ordinary(LoadSnapshot load, Memory memory) {
    Long back = memory.backNanos();
    boolean justBack = back != null && load.nanos() - back < SETTLED_NANOS;
    return justBack ? 1.5 * half : half;
  }

  private Decision fall(
      LoadSnapshot load,
      Memory memory,
      Choice needed,
      double backlog,
      double arriving,
      double toFall) {
    // A backlog that the arrivals do not explain (a pause, a rebalance) proves nothing.
    Long changed = memory.changedNanos();
    boolean slow =
        (changed == null || load.nanos() - changed >= SETTLED_NANOS)
            && load.forwardedPerSecond() > load.steadyPerSecond() / 4
            && load.forwardedPerSecond() < load.steadyPerSecond() * (1 - NOISE / 2);
    boolean tooHigh = slow || load.best(arriving).patience() < load.patience();
    Memory next =
        tooHigh && load.blindSeconds() == 0
            ? memory.withFailure(load.patience(), load.nanos(), load.busy())
            : memory;
    return new Decision(
        needed.patience(),
        Motive.FALLS,
        Reasons.fall(load, needed, backlog, toFall),
        next.fallen(load.nanos()));
  }

  /** Nothing waits: the patience in force proves itself under a load that is the same for long. */
  private Memory quiet(LoadSnapshot load, Memory memory) {
    Memory next = memory;
    double steady = load.steadyPerSecond();
    double band = NOISE * steady + 2 * Math.sqrt(steady);
    if (load.blindSeconds() > 0 || Math.abs(load.recentPerSecond() - steady) > band) {
      return next.withQuiet(null);
    }
    Long since = memory.quietNanos();
    if (since == null) {
      next = next.withQuiet(load.nanos());
    }
    Trial trial = memory.trial();
    if (trial != null && load.nanos() - trial.sinceNanos() >= trialNanos) {
      next = next.withTrialOver();
    }
    return next.withProven(load.patience(), steady);
  }

  private Decision riseOrStay(LoadSnapshot load, Memory memory, double backlog, double busy) {
    Choice possible = possible(load, memory, busy);
    if (backlog == 0 && possible.patience() > load.patience()) {
      return rise(load, memory, possible);
    }
    Memory next = memory.withRising(null);
    if (backlog > 0) {
      return new Decision(load.patience(), Motive.DRAINING, Reasons.DRAINING, next);
    }
    Choice above = load.above();
    if (worthATrial(load, memory, above, busy)) {
      Trial trial = new Trial(load.nanos(), above.patience(), busy);
      return new Decision(
          above.patience(), Motive.TRIED, Reasons.trial(load, above), memory.risen(trial));
    }
    return new Decision(load.patience(), Motive.COVERED, Reasons.COVERED, next);
  }

  private Decision rise(LoadSnapshot load, Memory memory, Choice possible) {
    Rising before = memory.rising();
    Rising rising =
        before == null
            ? new Rising(load.nanos(), possible.patience())
            : new Rising(before.sinceNanos(), Math.min(before.patience(), possible.patience()));
    if (load.nanos() - rising.sinceNanos() < settings.hold().toNanos()) {
      return new Decision(
          load.patience(), Motive.WAITING, Reasons.WAITING, memory.withRising(rising));
    }
    Trial trial = new Trial(load.nanos(), rising.patience(), load.busy());
    return new Decision(
        rising.patience(),
        Motive.RISES,
        Reasons.rise(load, settings.hold(), rising.patience()),
        memory.risen(trial));
  }

  private boolean worthATrial(LoadSnapshot load, Memory memory, Choice above, double busy) {
    Long quiet = memory.quietNanos();
    Long changed = memory.changedNanos();
    return above.patience() > load.patience()
        && quiet != null
        && load.nanos() - quiet >= trialNanos
        && (changed == null || load.nanos() - changed >= settings.retry().toNanos())
        && above.eventsPerSecond() >= busy * WORTH_A_TRIAL
        && mayTry(above, load, memory);
  }

  /** The best that has room, and has not failed under such a load of late. */
  private Choice possible(LoadSnapshot load, Memory memory, double busy) {
    double perSecond = busy * (1 + settings.headroom());
    Choice best = load.choices().get(0);
    for (Choice choice : load.choices()) {
      boolean allowed = choice.patience() <= load.patience() || mayTry(choice, load, memory);
      if (allowed && choice.eventsPerSecond() >= perSecond) {
        best = choice;
      }
    }
    return best;
  }

  private boolean mayTry(Choice choice, LoadSnapshot load, Memory memory) {
    return memory.failures().entrySet().stream()
        .filter(entry -> entry.getKey() <= choice.patience())
        .map(Map.Entry::getValue)
        .noneMatch(
            failure ->
                load.nanos() - failure.nanos() < waitAfter(failure)
                    && load.steadyPerSecond() > clearlyLess(failure.perSecond()));
  }

  /** Less than chance makes of the same load in a few seconds. */
  private static double clearlyLess(double perSecond) {
    return CLEARLY_LESS * perSecond - Math.sqrt(perSecond);
  }

  /** What a count grows to by chance (two standard deviations, by Poisson). */
  private static double atMost(double expected) {
    return expected + 2 * Math.sqrt(expected);
  }

  private long waitAfter(Failure failure) {
    return settings.retry().toNanos() << (failure.times() - 1);
  }
}
