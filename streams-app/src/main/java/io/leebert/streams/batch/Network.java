package io.leebert.streams.batch;

import io.leebert.streams.inference.Classifier;
import io.leebert.streams.inference.Row;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A model's network with the pace that its rows go by, and its end: whoever puts it into service
 * holds it, and so does every row from its tokens to its outcome. When the last of them lets go it
 * is free, and not before: a network that is closed under a running batch takes the process with
 * it. Safe for several threads.
 */
public final class Network {
  private static final long NONE = -1;

  private final Classifier classifier;
  private final BatchPace pace;
  private final Runnable whenFree;
  private final AtomicInteger holders = new AtomicInteger(1);
  private volatile long gapNanos = NONE;
  private volatile @Nullable LongConsumer whenBegins;

  /** A row that has worked; for the device's thread. */
  private @Nullable Row probe;

  /**
   * A network that its maker holds.
   *
   * @param whenFree called once, when nobody holds it any more, on the thread of whoever was the
   *     last; may close it there, or elsewhere so that the device need not wait
   */
  public Network(Classifier classifier, BatchPace pace, Runnable whenFree) {
    this.classifier = classifier;
    this.pace = pace;
    this.whenFree = whenFree;
  }

  /** What its rows go by. */
  public BatchPace pace() {
    return pace;
  }

  Classifier classifier() {
    return classifier;
  }

  /** Holds it, unless it has ended; false when it has. */
  public boolean hold() {
    int now = holders.get();
    while (now > 0 && !holders.compareAndSet(now, now + 1)) {
      now = holders.get();
    }
    return now > 0;
  }

  /** Lets it go; to be called once by everyone who holds it. */
  public void release() {
    int left = holders.decrementAndGet();
    if (left == 0) {
      whenFree.run();
    } else if (left < 0) {
      throw new IllegalStateException("a network was let go by someone who did not hold it");
    }
  }

  /** How many hold it: its rows on their way, and whoever put it into service. */
  public int holders() {
    return holders.get();
  }

  /**
   * How long the device stood still before the first batch of this network, while rows waited; in
   * nanoseconds, negative while there was no batch of it.
   */
  public long gapNanos() {
    return gapNanos;
  }

  /**
   * Has somebody told of {@link #gapNanos} once it is known; to be called before the network gets
   * rows. It happens on the device's thread, and must neither take time nor fail.
   */
  public void whenBegins(LongConsumer gapNanosTold) {
    whenBegins = gapNanosTold;
  }

  /** A batch of it begins; only of the first one it is noted how long the device stood still. */
  void begins(long idleNanos) {
    if (gapNanos == NONE) {
      long gap = Math.max(0, idleNanos);
      gapNanos = gap;
      LongConsumer told = whenBegins;
      if (told != null) {
        whenBegins = null;
        told.accept(gap);
      }
    }
  }

  @Nullable Row probe() {
    return probe;
  }

  void worked(Row row) {
    probe = row;
  }
}
