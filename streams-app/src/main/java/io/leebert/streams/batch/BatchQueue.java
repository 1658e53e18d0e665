package io.leebert.streams.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rows that wait, and the rule that makes batches of them: due when a batch is full or the
 * oldest row has waited long enough. Then the oldest rows make a round: sorted by length, cut where
 * padding is cheapest, and all of them run before any newer row. A round is no more than three full
 * batches, by rows and by tokens, so that length costs no row more than two batches. Knows no
 * threads and no clock of its own; its owner guards it and says what time it is.
 */
final class BatchQueue {
  /** Answer of {@link #nanosUntilDue} when nothing waits. */
  static final long NOTHING = Long.MAX_VALUE;

  private static final int BATCHES_IN_A_ROUND = 3;

  /** Of real tokens; padding, which only the cut will tell, has room beside them. */
  private static final int BATCHES_OF_TOKENS = 2;

  private final ArrayDeque<Ticket> waiting = new ArrayDeque<>();
  private final ArrayDeque<List<Ticket>> round = new ArrayDeque<>();
  private final BatchSettings settings;

  /** An empty queue. */
  BatchQueue(BatchSettings settings) {
    this.settings = settings;
  }

  /** Takes a row in, unless the queue is full. */
  boolean offer(Ticket ticket) {
    if (size() >= settings.queueSize()) {
      return false;
    }
    waiting.addLast(ticket);
    return true;
  }

  /** Time until a batch may start: 0 when it is due, {@link #NOTHING} when no row waits. */
  long nanosUntilDue(long nowNanos) {
    if (!round.isEmpty()) {
      return 0;
    }
    Ticket oldest = waiting.peekFirst();
    if (oldest == null) {
      return NOTHING;
    }
    if (full()) {
      return 0;
    }
    return Math.max(0, settings.delay().toNanos() - (nowNanos - oldest.createdNanos()));
  }

  /** Removes the next batch, all of its rows for one model; an empty one when nothing waits. */
  List<Ticket> take() {
    if (round.isEmpty()) {
      begin();
    }
    List<Ticket> batch = round.pollFirst();
    return batch == null ? List.of() : batch;
  }

  /** Removes the given rows, if they still wait. */
  void remove(Collection<Ticket> tickets) {
    Set<Ticket> gone = new HashSet<>(tickets);
    waiting.removeIf(gone::contains);
    round.forEach(batch -> batch.removeIf(gone::contains));
    round.removeIf(List::isEmpty);
  }

  int size() {
    return waiting.size() + round.stream().mapToInt(List::size).sum();
  }

  private void begin() {
    List<Ticket> rows = new ArrayList<>();
    long tokens = 0;
    while (!waiting.isEmpty() && rows.size() < BATCHES_IN_A_ROUND * settings.size()) {
      Ticket next = waiting.getFirst();
      tokens += length(next);
      boolean fits =
          tokens <= (long) BATCHES_OF_TOKENS * settings.tokens()
              && (rows.isEmpty() || rows.get(0).network() == next.network());
      if (!fits && !rows.isEmpty()) {
        break;
      }
      rows.add(waiting.removeFirst());
    }
    if (rows.isEmpty()) {
      return;
    }
    int overhead = rows.get(0).network().pace().overheadTokens();
    rows.sort(Comparator.comparingInt(BatchQueue::length));
    int[] lengths = rows.stream().mapToInt(BatchQueue::length).toArray();
    int from = 0;
    for (int end : LengthSplit.ends(lengths, settings.size(), settings.tokens(), overhead)) {
      round.addLast(new ArrayList<>(rows.subList(from, end)));
      from = end;
    }
  }

  private boolean full() {
    if (waiting.size() >= settings.size()) {
      return true;
    }
    Network first = waiting.getFirst().network();
    long tokens = 0;
    for (Ticket ticket : waiting) {
      tokens += length(ticket);
      if (ticket.network() != first) {
        return true;
      }
    }
    return tokens >= settings.tokens();
  }

  private static int length(Ticket ticket) {
    return ticket.row().tokens().length();
  }
}
