package io.leebert.streams.batch;

import io.leebert.streams.inference.Classifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rows that wait, and the rule that makes batches of them: in order of arrival, due when a
 * batch is full or the oldest row has waited long enough. Knows no threads and no clock of its own;
 * its owner guards it and says what time it is.
 */
final class BatchQueue {
  /** Answer of {@link #nanosUntilDue} when nothing waits. */
  static final long NOTHING = Long.MAX_VALUE;

  private final ArrayDeque<Ticket> waiting = new ArrayDeque<>();
  private final BatchSettings settings;

  BatchQueue(BatchSettings settings) {
    this.settings = settings;
  }

  /** Takes a row in, unless the queue is full. */
  boolean offer(Ticket ticket) {
    if (waiting.size() >= settings.queueSize()) {
      return false;
    }
    waiting.addLast(ticket);
    return true;
  }

  /** Time until a batch may start: 0 when it is due, {@link #NOTHING} when no row waits. */
  long nanosUntilDue(long nowNanos) {
    Ticket oldest = waiting.peekFirst();
    if (oldest == null) {
      return NOTHING;
    }
    if (full()) {
      return 0;
    }
    return Math.max(0, settings.delay().toNanos() - (nowNanos - oldest.createdNanos()));
  }

  /** Removes the next batch: as many rows as fit, all of them for one network. */
  List<Ticket> take() {
    int rows = fitting();
    List<Ticket> batch = new ArrayList<>(rows);
    for (int i = 0; i < rows; i++) {
      batch.add(waiting.removeFirst());
    }
    return batch;
  }

  /** Removes the given rows, if they still wait. */
  void remove(Collection<Ticket> tickets) {
    Set<Ticket> gone = new HashSet<>(tickets);
    waiting.removeIf(gone::contains);
  }

  int size() {
    return waiting.size();
  }

  private boolean full() {
    int fitting = fitting();
    return fitting >= settings.size() || fitting < waiting.size();
  }

  private int fitting() {
    int rows = 0;
    int longest = 0;
    Classifier classifier = null;
    for (Ticket ticket : waiting) {
      longest = Math.max(longest, ticket.row().tokens().length());
      boolean otherNetwork = classifier != null && ticket.classifier() != classifier;
      boolean tooMany = rows > 0 && (long) (rows + 1) * longest > settings.tokens();
      if (rows == settings.size() || otherNetwork || tooMany) {
        break;
      }
      classifier = ticket.classifier();
      rows++;
    }
    return rows;
  }
}
