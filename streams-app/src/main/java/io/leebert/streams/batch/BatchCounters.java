package io.leebert.streams.batch;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** What a device has run since the start. Written by its own thread, read by any. */
public final class BatchCounters {
  private final LongAdder batches = new LongAdder();
  private final LongAdder rows = new LongAdder();
  private final LongAdder tokens = new LongAdder();
  private final LongAdder cells = new LongAdder();
  private final LongAdder busyNanos = new LongAdder();
  private volatile BatchListener listener = (batchRows, batchTokens, batchCells) -> {};

  BatchCounters() {}

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

  void ran(long nanos) {
    busyNanos.add(nanos);
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
   * Time that the device's thread was at work; when it is all the time, the device is the limit.
   */
  public long busyNanos() {
    return busyNanos.sum();
  }
}
