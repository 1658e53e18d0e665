package io.leebert.streams.autoscale;

/** Why patience is what it is, in few kinds; a {@link Decision}'s reason says the rest in words. */
public enum Motive {
  /** A setting or an order holds it at a number. */
  HELD,

  /** It is the best that covers the load. */
  COVERED,

  /** The best that covers the load and drains what waits; so it stays. */
  DRAINING,

  /** There is room for more, not long enough yet. */
  WAITING,

  /** Events would get too old: it falls. */
  FALLS,

  /** There has been room for more for long enough: it rises. */
  RISES,

  /** The load has long been steady: the next one up is tried. */
  TRIED,

  /** The one that was tried lets events wait: back again. */
  TRIED_IN_VAIN
}
