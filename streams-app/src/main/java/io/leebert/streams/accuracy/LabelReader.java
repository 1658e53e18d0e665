package io.leebert.streams.accuracy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the labels that arrive from now on, all partitions of them, outside of any group: every
 * instance looks for its own events among them. On a thread of its own; whatever goes wrong here,
 * the stream goes on, and it is tried again.
 */
public final class LabelReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LabelReader.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(5);

  /** Half of a second to close the consumer, and as much for what is under way. */
  private static final Duration STOP_WITHIN = Duration.ofMillis(500);

  /**
   * A poll with as many was not the last of a flood. A pause after each keeps a topic that is
   * filled at once from taking a processor away from the network.
   */
  private static final int MANY = 100;

  private static final Duration BREATH = Duration.ofMillis(20);

  private final LabelSource source;
  private final Judge judge;
  private final Duration stopWithin;
  private final LabelPartitions partitions;
  private final LabelRecords records;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "label-reader");
  private volatile @Nullable Consumer<byte[], byte[]> consumer;
  private boolean troubled;

  /**
   * A reader that has not begun.
   *
   * @param judge gets the labels
   */
  public LabelReader(LabelSource source, Judge judge, LongSupplier nanoClock) {
    this(source, judge, nanoClock, STOP_WITHIN);
  }

  /**
   * The same with another limit.
   *
   * @param stopWithin longest wait for the broker when the consumer is closed; who closes the
   *     reader waits twice as long at most
   */
  LabelReader(LabelSource source, Judge judge, LongSupplier nanoClock, Duration stopWithin) {
    this.source = source;
    this.judge = judge;
    this.stopWithin = stopWithin;
    partitions = new LabelPartitions(source.topic(), nanoClock);
    records = new LabelRecords(source.values(), judge, nanoClock);
    thread.setDaemon(true);
  }

  /** Begins to read, on a thread of its own. */
  public void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!closed.await(turn().toMillis(), TimeUnit.MILLISECONDS)) {
        judge.giveUp();
      }
    } catch (WakeupException | InterruptException | InterruptedException e) {
      LOG.debug("stopped", e);
    } finally {
      // Whoever closes a consumer while interrupted is told of that, and nothing is closed.
      var unused = Thread.interrupted();
      free();
    }
  }

  /**
   * Takes in what has come, or waits a moment for it; for one thread.
   *
   * @return how long to wait before the next turn
   */
  Duration turn() {
    try {
      Consumer<byte[], byte[]> open = open();
      partitions.assign(open);
      ConsumerRecords<byte[], byte[]> arrived = open.poll(POLL);
      records.take(open, arrived);
      if (troubled) {
        LOG.info("labels are read from {} again", source.topic());
        troubled = false;
        judge.recovered();
      }
      return arrived.count() >= MANY ? BREATH : Duration.ZERO;
    } catch (WakeupException | InterruptException e) {
      throw e;
    } catch (RuntimeException e) {
      trouble(e);
      return AFTER_TROUBLE;
    }
  }

  private Consumer<byte[], byte[]> open() {
    Consumer<byte[], byte[]> open = consumer;
    if (open == null) {
      open = source.consumers().get();
      consumer = open;
    }
    return open;
  }

  private void trouble(RuntimeException failure) {
    String why =
        failure instanceof AuthorizationException
            ? "no right to read " + source.topic() + ". " + source.remedy()
            : String.valueOf(failure.getMessage());
    judge.failed("labels cannot be read for now: " + why);
    if (!troubled) {
      LOG.warn(
          "labels cannot be read for now; events go on, and it is tried again every {} s: {}",
          AFTER_TROUBLE.toSeconds(),
          why);
      troubled = true;
    }
    LOG.debug("cause", failure);
  }

  private void free() {
    Consumer<byte[], byte[]> open = consumer;
    try {
      if (open != null) {
        open.close(CloseOptions.timeout(stopWithin));
      }
    } finally {
      source.values().close();
    }
  }

  /** Ends within a second: what has not ended by then is left to itself. */
  @Override
  public void close() {
    closed.countDown();
    // First this: after the wake-up the consumer is closed, and must not be interrupted at that.
    thread.interrupt();
    Consumer<byte[], byte[]> open = consumer;
    if (open != null) {
      open.wakeup();
    }
    try {
      TimeUnit.NANOSECONDS.timedJoin(thread, 2 * stopWithin.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
