package io.leebert.streams.monitor;

import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * For how long the oldest event of a partition has waited: when the partition's end was first seen
 * beyond it. Needs no timestamps of events, which may be of any time. For one thread.
 */
final class WaitingTime {
  /** More looks than this are thinned out: an hour's lag need not be told to a quarter second. */
  private static final int MOST = 256;

  private static final double NANOS = 1e9;

  /** At this time the partition went this far. */
  private record Seen(long nanos, long end) {}

  private final ArrayDeque<Seen> seen = new ArrayDeque<>();

  /** Least time between two that are kept: with a lag of an hour half a minute is near enough. */
  private long spacing;

  /**
   * Takes a look in.
   *
   * @param position offset of the oldest event without a forwarded result
   * @param end the offset after the last event
   * @return seconds since the event at that offset was first seen; 0 when there is none
   */
  double look(long nanos, long position, long end) {
    Seen last = seen.peekLast();
    if (last == null || (end > last.end() && nanos - last.nanos() >= spacing)) {
      seen.addLast(new Seen(nanos, end));
      thinOut();
    }
    Seen first = seen.peekFirst();
    while (first != null && first.end() <= position) {
      seen.removeFirst();
      first = seen.peekFirst();
    }
    if (first == null) {
      spacing = 0;
      if (end > position) {
        seen.addLast(new Seen(nanos, end));
      }
      return 0;
    }
    return (nanos - first.nanos()) / NANOS;
  }

  /** Leaves out every other one: an event then counts from the look after its own. */
  private void thinOut() {
    if (seen.size() <= MOST) {
      return;
    }
    spacing = 2 * (seen.getLast().nanos() - seen.getFirst().nanos()) / MOST;
    boolean keep = false;
    for (Iterator<Seen> each = seen.iterator(); each.hasNext(); ) {
      each.next();
      keep = !keep;
      if (!keep) {
        each.remove();
      }
    }
  }

  int size() {
    return seen.size();
  }
}
