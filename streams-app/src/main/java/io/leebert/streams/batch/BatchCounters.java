package io.leebert.streams.batch;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** What a device has run since the start. Written by its own thread, read by any. */
public final class BatchCounters {
  private final LongAdder batches = new LongAdder();
  private final LongAdder rows = new LongAdder();
  private final LongAdder tokens = new LongAdder();
  private final LongAdder cells = new LongAdder();
  private final LongSupplier nanoClock;
  private final AtomicLong busyNanos = new AtomicLong();
  private volatile Work work = new Work(0, false, 0);
  private volatile BatchListener listener = (batchRows, batchTokens, batchCells) -> {};

  /**
   * How long the thread was at work, in one piece so that nobody reads half of a change.
   *
   * @param nanos all that it has ended
   * @param now whether it is at it
   * @param since since when
   */
  private record Work(long nanos, boolean now, long since) {}

  BatchCounters(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** Before the batch runs, so that nobody who has an answer sees counters without it. */
  void begin(List<Ticket> batch) {
    int longest = 0;
    int sum = 0;
    for (Ticket ticket : batch) {
      int length = ticket.row().tokens().length();
      sum += length;
      longest = Math.max(longest, length);
    }
    int size = batch.size();
    tokens.add(sum);
    cells.add((long) longest * size);
    rows.add(size);
    batches.increment();
    listener.begins(size, sum, longest * size);
  }

  /** Has somebody told of every batch from now on. */
  public void tell(BatchListener told) {
    listener = told;
  }

  /** The device's thread goes to work. */
  void works(long nanos) {
    work = new Work(work.nanos(), true, nanos);
  }

  /** It has done it, well or not. */
  void rests(long nanos) {
    Work ended = work;
    work = new Work(ended.nanos() + nanos - ended.since(), false, nanos);
  }

  /** Batches. */
  public long batches() {
    return batches.sum();
  }

  /** Rows in those batches. */
  public long rows() {
    return rows.sum();
  }

  /** Tokens in those rows. */
  public long tokens() {
    return tokens.sum();
  }

  /** Tokens with padding: rows times the longest row, of every batch. */
  public long cells() {
    return cells.sum();
  }

  /**
   * Time that the device's thread was at work, up to now; when it is all the time, the device is
   * the limit. It never grows faster than time passes, however long one batch takes.
   */
  public long busyNanos() {
    long now = nanoClock.getAsLong();
    Work seen = work;
    long busy = seen.nanos() + (seen.now() ? Math.max(0, now - seen.since()) : 0);
    // Its end may be a moment before the now that was read while it ended.
    return busyNanos.accumulateAndGet(busy, Math::max);
  }
}
