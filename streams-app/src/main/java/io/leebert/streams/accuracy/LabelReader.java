package io.leebert.streams.accuracy;

import io.leebert.schemas.event.LabelledText;
import io.leebert.schemas.serde.RegistryUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
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
  private static final Duration STOP_WITHIN = Duration.ofMillis(500);

  /** How often it is asked whether there are partitions more. */
  private static final long LOOK_NANOS = Duration.ofSeconds(30).toNanos();

  private static final long COMPLAIN_NANOS = Duration.ofMinutes(1).toNanos();

  /**
   * A poll with as many was not the last of a flood. A pause after each keeps a topic that is
   * filled at once from taking a processor away from the network.
   */
  private static final int MANY = 100;

  private static final Duration BREATH = Duration.ofMillis(20);

  private final String topic;
  private final String right;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Deserializer<LabelledText> values;
  private final Judge judge;
  private final LongSupplier nanoClock;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "label-reader");
  private final Set<TopicPartition> assigned = new HashSet<>();
  private volatile @Nullable Consumer<byte[], byte[]> consumer;
  private boolean missed;
  private boolean troubled;
  private long nextLook;
  private long nextComplaint;
  private long passedOver;

  /**
   * A reader that has not begun.
   *
   * @param right the command that gives the right to read the topic
   * @param consumers makes a consumer of committed records, outside of any group
   * @param values reads labels; closed with the reader
   * @param judge gets them
   */
  LabelReader(
      String topic,
      String right,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Deserializer<LabelledText> values,
      Judge judge,
      LongSupplier nanoClock) {
    this.topic = topic;
    this.right = right;
    this.consumers = consumers;
    this.values = values;
    this.judge = judge;
    this.nanoClock = nanoClock;
    nextLook = nanoClock.getAsLong();
    nextComplaint = nextLook;
    thread.setDaemon(true);
  }

  /** Begins to read; parameters as above. */
  public static LabelReader start(
      String topic,
      String right,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Deserializer<LabelledText> values,
      Judge judge,
      LongSupplier nanoClock) {
    LabelReader reader = new LabelReader(topic, right, consumers, values, judge, nanoClock);
    reader.thread.start();
    return reader;
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
      if (nanoClock.getAsLong() - nextLook >= 0) {
        look(open);
        nextLook = nanoClock.getAsLong() + LOOK_NANOS;
      }
      ConsumerRecords<byte[], byte[]> records = open.poll(POLL);
      take(open, records);
      if (troubled) {
        LOG.info("labels are read from {} again", topic);
        troubled = false;
        judge.recovered();
      }
      return records.count() >= MANY ? BREATH : Duration.ZERO;
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
      open = consumers.get();
      consumer = open;
    }
    return open;
  }

  /** Takes partitions that were not there before: their labels are all new. */
  private void look(Consumer<byte[], byte[]> open) {
    List<PartitionInfo> partitions = open.partitionsFor(topic);
    if (partitions == null || partitions.isEmpty()) {
      missed = true;
      throw new IllegalStateException("there is no topic " + topic);
    }
    List<TopicPartition> fresh = new ArrayList<>();
    for (PartitionInfo partition : partitions) {
      TopicPartition found = new TopicPartition(topic, partition.partition());
      if (!assigned.contains(found)) {
        fresh.add(found);
      }
    }
    if (fresh.isEmpty()) {
      return;
    }
    boolean first = assigned.isEmpty() && !missed;
    assigned.addAll(fresh);
    open.assign(assigned);
    if (first) {
      open.seekToEnd(fresh);
      // Now, and not when the first poll comes to it.
      fresh.forEach(open::position);
      LOG.info("labels are read from {}, {} partitions, from now on", topic, fresh.size());
    } else {
      open.seekToBeginning(fresh);
    }
  }

  private void take(Consumer<byte[], byte[]> open, ConsumerRecords<byte[], byte[]> records) {
    Map<TopicPartition, Long> again = new HashMap<>();
    RegistryUnavailableException away = null;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (away == null) {
        away = take(record);
      }
      if (away != null) {
        // Not the record's fault: it is to be read again, with all that follow it.
        again.putIfAbsent(new TopicPartition(topic, record.partition()), record.offset());
      }
    }
    if (away != null) {
      again.forEach(open::seek);
      throw away;
    }
  }

  private @Nullable RegistryUnavailableException take(ConsumerRecord<byte[], byte[]> record) {
    try {
      LabelledText label = values.deserialize(topic, record.headers(), record.value());
      if (label == null) {
        passOver(record, "it has no value");
      } else {
        judge.label(label);
      }
    } catch (RegistryUnavailableException e) {
      return e;
    } catch (InterruptException e) {
      throw e;
    } catch (RuntimeException e) {
      passOver(record, String.valueOf(e.getMessage()));
    }
    return null;
  }

  /** A line now and then: a flood of these must not become one of lines. */
  private void passOver(ConsumerRecord<?, ?> record, String why) {
    judge.unreadable();
    passedOver++;
    long now = nanoClock.getAsLong();
    if (now - nextComplaint < 0) {
      return;
    }
    nextComplaint = now + COMPLAIN_NANOS;
    LOG.atWarn()
        .addKeyValue("topic", record.topic())
        .addKeyValue("partition", record.partition())
        .addKeyValue("offset", record.offset())
        .log(
            "record {}-{}@{} is no labelled text and is passed over{}: {}",
            record.topic(),
            record.partition(),
            record.offset(),
            passedOver == 1 ? "" : ", with " + (passedOver - 1) + " others before it",
            why);
    passedOver = 0;
  }

  private void trouble(RuntimeException failure) {
    String why =
        failure instanceof AuthorizationException
            ? "no right to read "
                + topic
                + ". Who may change rights on the broker gives it by: "
                + right
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
    if (open != null) {
      open.close(CloseOptions.timeout(STOP_WITHIN));
    }
    values.close();
  }

  /** Ends within a second. */
  @Override
  public void close() {
    closed.countDown();
    Consumer<byte[], byte[]> open = consumer;
    if (open != null) {
      open.wakeup();
    }
    thread.interrupt();
    try {
      thread.join(2 * STOP_WITHIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
