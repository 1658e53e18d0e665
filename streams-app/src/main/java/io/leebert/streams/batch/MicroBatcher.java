package io.leebert.streams.batch;

import io.leebert.streams.batch.Outcome.DeviceFailed;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
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
  private final BatchCounters counters;
  private final Thread thread;

  /** What others want done on the device's thread, between two batches. */
  private final ArrayDeque<FutureTask<?>> errands = new ArrayDeque<>();

  /** What is being run: the one or the other. */
  private List<Ticket> running = List.of();

  private @Nullable FutureTask<?> errand;

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
    this.queue = new BatchQueue(settings);
    this.runner = new BatchRunner(nanoClock);
    this.nanoClock = nanoClock;
    this.counters = new BatchCounters(nanoClock);
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
      checkOpen();
      boolean accepted = queue.offer(ticket);
      if (accepted) {
        work.signal();
      }
      return accepted;
    } finally {
      lock.unlock();
    }
  }

  private void checkOpen() {
    if (broken != null || closed) {
      throw new IllegalStateException(
          closed ? "the batcher is closed" : "the device has failed", broken);
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

  /**
   * Drops rows whose owner is gone, also such as never found room; one that is being run is
   * finished and its outcome ignored.
   */
  public void cancel(Collection<Ticket> tickets) {
    List<Ticket> dropped = new ArrayList<>(tickets);
    lock.lock();
    try {
      queue.remove(tickets);
      dropped.removeAll(running);
      advance();
    } finally {
      lock.unlock();
    }
    dropped.forEach(Ticket::letGo);
  }

  /**
   * Does something on the device's thread between two batches, and waits for it: nothing else may
   * run a network.
   *
   * @param atMost longest wait for the device's turn and the work itself
   * @throws IllegalStateException when the device has failed, the batcher is closed, or the work is
   *     not done in time
   * @throws RuntimeException what the work threw
   */
  public <T> T between(Supplier<T> task, Duration atMost) throws InterruptedException {
    FutureTask<T> errand = new FutureTask<>(task::get);
    lock.lock();
    try {
      checkOpen();
      errands.addLast(errand);
      work.signal();
    } finally {
      lock.unlock();
    }
    try {
      return errand.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      errand.cancel(false);
      throw new IllegalStateException("the device found no time within " + atMost, e);
    } catch (CancellationException e) {
      throw new IllegalStateException("the device has stopped", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(String.valueOf(e.getCause()), e.getCause());
    }
  }

  /** Errands waiting now. */
  int errands() {
    lock.lock();
    try {
      return errands.size();
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
    long idleSince = nanoClock.getAsLong();
    try {
      while (awaitWork()) {
        long start = nanoClock.getAsLong();
        counters.works(start);
        boolean alive;
        try {
          alive = work(start, idleSince);
        } finally {
          idleSince = nanoClock.getAsLong();
          counters.rests(idleSince);
        }
        if (!alive) {
          reason = new IllegalStateException("the device no longer runs rows that it ran before");
          break;
        }
        announce();
      }
    } catch (InterruptedException | RuntimeException | Error e) {
      reason = e;
      LOG.error("{} stopped", thread.getName(), e);
    } finally {
      end(reason);
    }
  }

  /** Waits for an errand, or until a batch is due; false when the batcher closes. */
  private boolean awaitWork() throws InterruptedException {
    lock.lock();
    try {
      running = List.of();
      while (!closed) {
        errand = errands.pollFirst();
        if (errand != null) {
          return true;
        }
        long nanos = queue.nanosUntilDue(nanoClock.getAsLong());
        if (nanos == 0) {
          running = queue.take();
          advance();
          return true;
        }
        if (nanos == BatchQueue.NOTHING) {
          work.await();
        } else {
          work.awaitNanos(nanos);
        }
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Runs what was found; false when the device has failed. */
  private boolean work(long now, long idleSince) {
    FutureTask<?> task = errand;
    if (task != null) {
      task.run(); // What it throws is its owner's.
      return true;
    }
    List<Ticket> batch = running;
    counters.begin(batch);
    long oldest = batch.stream().mapToLong(Ticket::createdNanos).min().orElse(now);
    batch.get(0).network().begins(now - Math.max(idleSince, oldest));
    return runner.run(batch);
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
  private void end(Throwable reason) {
    lock.lock();
    try {
      broken = reason;
      List<Ticket> unsettled = new ArrayList<>(running);
      running = List.of();
      while (queue.size() > 0) {
        unsettled.addAll(queue.take());
      }
      for (Ticket ticket : unsettled) {
        if (ticket.outcome() == null) {
          ticket.complete(new DeviceFailed(reason));
        }
      }
      errands.forEach(task -> task.cancel(false));
      errands.clear();
      advance();
    } finally {
      lock.unlock();
    }
  }
}
