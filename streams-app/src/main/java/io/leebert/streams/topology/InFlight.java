package io.leebert.streams.topology;

import io.leebert.streams.topology.PendingEvent.Rejected;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * The events of one task that were taken from the input and whose results are not forwarded yet, in
 * order of their offsets. It answers what may be committed: nothing at or beyond the oldest of
 * them.
 *
 * <p>Made and used by the task's stream thread alone, which is also the thread that commits; {@link
 * #position()} and {@link #isAnothers()} are for all.
 */
final class InFlight {
  /** Most bytes of the input that one task keeps; a thread often has several tasks. */
  static final long MOST_BYTES = 16 * 1024 * 1024;

  private static final long UNKNOWN = -1;

  private final ArrayDeque<PendingEvent> events = new ArrayDeque<>();

  /** The offset after the last event's; once closed, the first that has no result here. */
  private long next = -1;

  private long bytes;
  private int rejected;
  private volatile long position = UNKNOWN;
  private volatile @Nullable Thread sender;
  private boolean unpaired;
  private boolean aborted;
  private final Thread owner = Thread.currentThread();
  private volatile boolean closed;

  /**
   * Whether one more event may be kept. One alone always may, however large: nothing would ever
   * make room for it.
   *
   * @param mostRejected most events that cannot be classified; nothing else bounds those
   */
  boolean hasRoom(Record<byte[], byte[]> input, int mostRejected) {
    return events.isEmpty() || (rejected < mostRejected && bytes + bytes(input) <= MOST_BYTES);
  }

  /** Takes an event in; from now on its offset holds the commits back. */
  void add(PendingEvent event) {
    events.addLast(event);
    count(event, 1);
    next = event.source().offset() + 1;
    if (events.size() == 1) {
      position = event.source().offset();
    }
  }

  /** The oldest event, or null when there is none. */
  @Nullable PendingEvent oldest() {
    return events.peekFirst();
  }

  /**
   * To be called before a result is forwarded: from now on, the thread's open transaction may hold
   * results of this task.
   */
  void forwarding() {
    sender = Thread.currentThread();
    unpaired = true;
  }

  /** Whether this thread's open transaction may hold results of this task. */
  boolean inTransaction() {
    return sender == Thread.currentThread();
  }

  /** Whether some of those results came after the offsets that were last put beside them. */
  boolean unpaired() {
    return unpaired;
  }

  /** The task's offsets go into the transaction. */
  void paired() {
    unpaired = false;
  }

  /** The transaction is committed. */
  void committed() {
    sender = null;
  }

  /** The transaction is gone, and results of this task with it. */
  void aborted() {
    sender = null;
    unpaired = false;
    aborted = true;
  }

  /** Whether results of this task were lost with a transaction: it must not go on. */
  boolean isAborted() {
    return aborted;
  }

  /**
   * Whether another thread runs this task now. Kafka Streams never hands a running task on: it
   * closes it on its thread, and opens another of the same partition elsewhere.
   */
  boolean isAnothers() {
    return owner != Thread.currentThread() && owner.isAlive() && !closed;
  }

  /** To be called after the oldest event's result has been forwarded, not before. */
  void removeOldest() {
    count(events.removeFirst(), -1);
    PendingEvent oldest = events.peekFirst();
    position = oldest == null ? next : oldest.source().offset();
  }

  private void count(PendingEvent event, int sign) {
    bytes += sign * bytes(event.input());
    if (event instanceof Rejected) {
      rejected += sign;
    }
  }

  private static long bytes(Record<byte[], byte[]> input) {
    return length(input.key()) + length(input.value());
  }

  private static long length(byte @Nullable [] field) {
    return field == null ? 0 : field.length;
  }

  /** Offset of the oldest event without a result; empty before the first event and once closed. */
  OptionalLong position() {
    long now = position;
    return now == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(now);
  }

  int size() {
    return events.size();
  }

  /**
   * The task is closed: what is here will not be forwarded by it. Offsets stay held back, for a
   * commit that still comes; the events themselves are not kept.
   *
   * @return the events that nobody will forward
   */
  List<PendingEvent> close() {
    closed = true;
    position = UNKNOWN;
    List<PendingEvent> left = new ArrayList<>(events);
    if (!left.isEmpty()) {
      next = left.get(0).source().offset();
    }
    events.clear();
    return left;
  }

  /**
   * The offset to commit in place of the one that Kafka Streams offers, which knows only what was
   * handed to {@code process()}.
   *
   * @param offered the next offset to read, as Kafka Streams sees it
   * @return the offset to commit, or empty when none may be: no event of this run of the task has
   *     been seen, and then an offer is left over from an earlier run (Kafka Streams keeps the
   *     polled position over a revival, and a punctuation makes it commit that)
   */
  OptionalLong committable(long offered) {
    if (next < 0) {
      return OptionalLong.empty();
    }
    PendingEvent oldest = events.peekFirst();
    if (oldest != null) {
      return OptionalLong.of(Math.min(offered, oldest.source().offset()));
    }
    if (closed) {
      return OptionalLong.of(Math.min(offered, next));
    }
    // Open and empty: the offer may rightly lie beyond the last event, past transaction markers
    // and aborted events, which are nothing that anybody still waits for.
    position = Math.max(position, offered);
    return OptionalLong.of(offered);
  }
}
