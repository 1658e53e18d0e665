package io.leebert.streams.accuracy;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * A consumer of an empty topic of one partition whose polls do not return before they are told to,
 * whoever interrupts them.
 */
final class HeldConsumer extends MockConsumer<byte[], byte[]> {
  private final CountDownLatch released = new CountDownLatch(1);
  private final CountDownLatch woken = new CountDownLatch(1);
  private final AtomicInteger wakeUps = new AtomicInteger();
  private volatile CountDownLatch holding = released;
  private volatile @Nullable Thread thread;
  private volatile @Nullable Duration closedWithin;

  HeldConsumer(String topic) {
    super("latest");
    updatePartitions(
        topic, List.of(new PartitionInfo(topic, 0, Node.noNode(), new Node[0], new Node[0])));
    updateEndOffsets(Map.of(new TopicPartition(topic, 0), 0L));
  }

  /** A poll returns when it is woken. */
  void holdUntilWoken() {
    holding = woken;
  }

  /** A poll returns when the test lets it. */
  void holdUntilReleased() {
    holding = released;
  }

  void release() {
    released.countDown();
    woken.countDown();
  }

  /** Waits until somebody polls. */
  void awaitPoll() {
    await().atMost(Duration.ofMinutes(1)).until(() -> thread != null);
  }

  /** Who polls; null when nobody has yet. */
  @Nullable Thread thread() {
    return thread;
  }

  int wakeUps() {
    return wakeUps.get();
  }

  /** The limit it was closed with. */
  @Nullable Duration closedWithin() {
    return closedWithin;
  }

  // Not synchronized, as others are here: who wakes it up must not wait for it.
  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized")
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptException("told so before the poll");
    }
    thread = Thread.currentThread();
    stayUntil(holding);
    throw new WakeupException();
  }

  /** Waits as one that connects does. */
  void stayUntilInterrupted() {
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void stayUntil(CountDownLatch latch) {
    boolean interrupted = false;
    while (true) {
      try {
        latch.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized")
  public void wakeup() {
    wakeUps.incrementAndGet();
    woken.countDown();
  }

  @Override
  public void close(CloseOptions options) {
    closedWithin = options.timeout().orElse(null);
    super.close(options);
  }
}
