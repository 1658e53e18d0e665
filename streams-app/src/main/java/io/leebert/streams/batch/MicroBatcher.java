package io.leebert.streams.batch;

import io.leebert.streams.batch.Outcome.DeviceFailed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the rows of all stream tasks into batches and runs them on one device, on the one thread
 * that ever runs it. Rows are refused, not piled up, when more wait than configured: that is the
 * back-pressure which ends at the consumer.
 */
public final class MicroBatcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MicroBatcher.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition progressed = lock.newCondition();
  private final BatchQueue queue;
  private final BatchRunner runner;
  private final LongSupplier nanoClock;
  private final BatchCounters counters = new BatchCounters();
  private final Thread thread;
  private long progress;
  private boolean closed;
  private @Nullable Throwable broken;

  /**
   * Starts the device's thread.
   *
   * @param device name of the device, for the thread's name
   * @param nanoClock the clock that tickets are stamped by, in nanoseconds
   */
  public MicroBatcher(BatchSettings settings, String device, LongSupplier nanoClock) {
    this(settings, device, nanoClock, BatchPace.FIXED);
  }

  /**
   * Starts the device's thread.
   *
   * @param device name of the device, for the thread's name
   * @param nanoClock the clock that tickets are stamped by, in nanoseconds
   * @param pace leads the rows that follow the load
   */
  public MicroBatcher(
      BatchSettings settings, String device, LongSupplier nanoClock, BatchPace pace) {
    this.queue = new BatchQueue(settings, pace::overheadTokens);
    this.runner = new BatchRunner(nanoClock, pace);
    this.nanoClock = nanoClock;
    this.thread = new Thread(this::loop, "inference-" + device);
    this.thread.setDaemon(true);
    this.thread.start();
  }

  /**
   * Hands a row in.
   *
   * @return false when the queue is full; try again after {@link #awaitProgress}
   * @throws IllegalStateException when the device has failed or the batcher is closed
   */
  public boolean offer(Ticket ticket) {
    lock.lock();
    try {
      if (broken != null || closed) {
        throw new IllegalStateException(
            closed ? "the batcher is closed" : "the device has failed", broken);
      }
      boolean accepted = queue.offer(ticket);
      if (accepted) {
        work.signal();
      }
      return accepted;
    } finally {
      lock.unlock();
    }
  }

  /** A number that changes whenever the queue gets shorter or tickets are settled. */
  public long progress() {
    lock.lock();
    try {
      return progress;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until {@link #progress()} is no longer {@code seen}, but not longer than allowed. */
  public void awaitProgress(long seen, Duration atMost) throws InterruptedException {
    long remaining = atMost.toNanos();
    lock.lock();
    try {
      while (progress == seen && remaining > 0) {
        remaining = progressed.awaitNanos(remaining);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Drops rows whose owner is gone; one that is being run is finished and its outcome ignored. */
  public void cancel(Collection<Ticket> tickets) {
    lock.lock();
    try {
      queue.remove(tickets);
      advance();
    } finally {
      lock.unlock();
    }
  }

  /** Rows waiting now. */
  public int waiting() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  /** What has been run so far. */
  public BatchCounters counters() {
    return counters;
  }

  /**
   * Stops after the batch that is running; rows still waiting are settled as failed by the device.
   * Returns when the device's thread has ended, or after 30 seconds.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      work.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(TimeUnit.SECONDS.toMillis(30));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      LOG.warn("{} is still running its last batch; leaving it behind", thread.getName());
    }
  }

  private void loop() {
    Throwable reason = new IllegalStateException("the batcher is closed");
    List<Ticket> batch = List.of();
    try {
      batch = next();
      while (!batch.isEmpty()) {
        counters.begin(batch);
        long start = nanoClock.getAsLong();
        boolean alive = runner.run(batch);
        counters.ran(nanoClock.getAsLong() - start);
        if (!alive) {
          reason = new IllegalStateException("the device no longer runs rows that it ran before");
          break;
        }
        announce();
        batch = next();
      }
    } catch (InterruptedException | RuntimeException | Error e) {
      reason = e;
      LOG.error("{} stopped", thread.getName(), e);
    } finally {
      end(reason, batch);
    }
  }

  /** The next batch, as soon as it is due; an empty one when the batcher closes. */
  private List<Ticket> next() throws InterruptedException {
    lock.lock();
    try {
      while (!closed) {
        long nanos = queue.nanosUntilDue(nanoClock.getAsLong());
        if (nanos == 0) {
          List<Ticket> batch = queue.take();
          advance();
          return batch;
        }
        if (nanos == BatchQueue.NOTHING) {
          work.await();
        } else {
          work.awaitNanos(nanos);
        }
      }
      return List.of();
    } finally {
      lock.unlock();
    }
  }

  private void announce() {
    lock.lock();
    try {
      advance();
    } finally {
      lock.unlock();
    }
  }

  private void advance() {
    progress++;
    progressed.signalAll();
  }

  /** Nobody must wait for a thread that is gone. */
  private void end(Throwable reason, List<Ticket> lastBatch) {
    lock.lock();
    try {
      broken = reason;
      List<Ticket> unsettled = new ArrayList<>(lastBatch);
      while (queue.size() > 0) {
        unsettled.addAll(queue.take());
      }
      for (Ticket ticket : unsettled) {
        if (ticket.outcome() == null) {
          ticket.complete(new DeviceFailed(reason));
        }
      }
      advance();
    } finally {
      lock.unlock();
    }
  }
}
