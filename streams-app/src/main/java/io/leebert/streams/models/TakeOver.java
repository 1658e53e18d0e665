package io.leebert.streams.models;

import io.leebert.schemas.catalogue.Entry;
import io.leebert.streams.inference.ModelLoadException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the version into service that is wanted. What counts is the last one named: one that is
 * named while another gets ready goes before it. A version that cannot serve is left alone until it
 * is promoted anew, one that could not be fetched is tried again, later and later, one that the
 * store refused every five minutes. Whatever happens, the version in service goes on.
 *
 * @param <R> a model that is ready
 */
public final class TakeOver<R> implements Runnable, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TakeOver.class);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_RETRY = Duration.ofSeconds(30);
  private static final Duration REFUSED_RETRY = Duration.ofMinutes(5);

  /** What tells one version from another. */
  private record Identity(String version, @Nullable String sha256) {
    static Identity of(Entry entry) {
      return new Identity(entry.event().getModelVersion(), entry.event().getSha256());
    }

    /** A digest that was not announced tells nothing. */
    boolean isSame(Identity other) {
      return version.equals(other.version)
          && (sha256 == null || other.sha256 == null || sha256.equals(other.sha256));
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Stage<R> stage;
  private final LongSupplier nanoClock;
  private Identity serving;
  private @Nullable Entry wanted;
  private long givenUp = -1;
  private long retryAt;
  private Duration retry = FIRST_RETRY;
  private boolean closed;

  /** Whether a failure is the last that was said. */
  private boolean complained;

  /**
   * A take-over from the version that serves already.
   *
   * @param sha256 of its manifest
   */
  public TakeOver(Stage<R> stage, String version, String sha256, LongSupplier nanoClock) {
    this.stage = stage;
    this.nanoClock = nanoClock;
    this.serving = new Identity(version, sha256);
    this.retryAt = nanoClock.getAsLong();
  }

  /**
   * Says what is to serve.
   *
   * @param version what was promoted last, or null where nothing is: then all stays as it is
   */
  public void want(@Nullable Entry version) {
    lock.lock();
    try {
      if (version == null || version.equals(wanted)) {
        return;
      }
      boolean another = wanted == null || version.offset() != wanted.offset();
      wanted = version;
      if (another) {
        retry = FIRST_RETRY;
        retryAt = nanoClock.getAsLong();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Brings in what is wanted, again and again, until this is closed; for a thread of its own. */
  @Override
  public void run() {
    try {
      while (awaitDue()) {
        advance();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Error e) {
      LOG.error("no other version will be taken over until this instance is started anew", e);
      throw e;
    }
  }

  /** Does one attempt, if one is due; false when there is nothing to do now. */
  boolean advance() {
    Entry next = due();
    if (next == null) {
      return false;
    }
    if (staysAfterFailure(next)) {
      stage.stays(next);
      return true;
    }
    AtomicBoolean superseded = new AtomicBoolean();
    try {
      R ready = stage.prepare(next, () -> isStillWanted(next, superseded));
      if (!isWanted(next)) {
        stage.discard(ready);
        return true;
      }
      // Before anybody is told: who hears of it may ask for another at once.
      lock.lock();
      try {
        serving = Identity.of(next);
        retry = FIRST_RETRY;
        complained = false;
      } finally {
        lock.unlock();
      }
      stage.serve(next, ready);
    } catch (RuntimeException e) {
      failedIfWanted(next, e, superseded.get());
    } catch (OutOfMemoryError | LinkageError e) {
      // Its memory is free again, its classes are its own: the version in service can go on.
      failedIfWanted(next, new ModelLoadException("cannot be loaded: " + e, e), superseded.get());
    }
    return true;
  }

  private void failedIfWanted(Entry version, RuntimeException failure, boolean superseded) {
    // Superseded, it has been given up for that, though it may be wanted again by now.
    if (!superseded && isWanted(version)) {
      failed(version, failure);
    } else {
      LOG.debug("{} was not wanted any more", version.event().getModelVersion(), failure);
    }
  }

  private void failed(Entry version, RuntimeException failure) {
    Duration retryIn = null;
    lock.lock();
    try {
      complained = true;
      switch (stage.again(failure)) {
        case SOON -> {
          retryIn = retry;
          Duration next = retry.multipliedBy(2);
          retry = next.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : next;
        }
        case LATER -> retryIn = REFUSED_RETRY;
        case NEVER -> givenUp = version.offset();
      }
      // Of another one that is wanted by now this says nothing.
      if (retryIn != null && wanted != null && wanted.offset() == version.offset()) {
        retryAt = nanoClock.getAsLong() + retryIn.toNanos();
      }
    } finally {
      lock.unlock();
    }
    stage.failed(version, failure, retryIn);
  }

  /** Whether all that is left to do is to say that the version in service goes on. */
  private boolean staysAfterFailure(Entry version) {
    lock.lock();
    try {
      boolean stays = complained && Identity.of(version).isSame(serving);
      complained = complained && !stays;
      return stays;
    } finally {
      lock.unlock();
    }
  }

  private boolean isStillWanted(Entry version, AtomicBoolean superseded) {
    boolean still = isWanted(version);
    if (!still) {
      superseded.set(true);
    }
    return still;
  }

  private boolean isWanted(Entry version) {
    lock.lock();
    try {
      Entry now = wanted;
      return !closed && now != null && Identity.of(now).isSame(Identity.of(version));
    } finally {
      lock.unlock();
    }
  }

  /** What is to be brought in now. */
  private @Nullable Entry due() {
    lock.lock();
    try {
      Entry next = pending();
      return next != null && nanoClock.getAsLong() - retryAt >= 0 ? next : null;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Entry pending() {
    Entry next = wanted;
    boolean done =
        closed
            || next == null
            || next.offset() == givenUp
            || (Identity.of(next).isSame(serving) && !complained);
    return done ? null : next;
  }

  private boolean awaitDue() throws InterruptedException {
    lock.lock();
    try {
      while (!closed) {
        if (pending() == null) {
          changed.await();
        } else {
          long left = retryAt - nanoClock.getAsLong();
          if (left <= 0) {
            return true;
          }
          var unused = changed.await(left, TimeUnit.NANOSECONDS);
        }
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** The version in service, as far as this knows. */
  String serving() {
    lock.lock();
    try {
      return serving.version();
    } finally {
      lock.unlock();
    }
  }

  /** What is under way is given up. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
