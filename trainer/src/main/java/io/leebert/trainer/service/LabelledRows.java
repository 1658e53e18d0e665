package io.leebert.trainer.service;

import io.leebert.schemas.event.LabelledText;
import io.leebert.schemas.serde.RegistryUnavailableException;
import io.leebert.trainer.retrain.Labelled;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The labelled texts between the offsets of a plan, partition by partition as they come. Waits for
 * a broker or a registry that is away; what cannot be read is counted and passed over. For one
 * thread; to be closed by whoever does not go through all of them.
 */
final class LabelledRows implements RetrainJob.Rows {
  private static final Logger LOG = LoggerFactory.getLogger(LabelledRows.class);
  private static final Duration POLL = Duration.ofMillis(250);

  /** Polls without a record after which it is asked whether there will be one. */
  private static final int LOOK_AFTER = 8;

  private final DataPlan plan;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Deserializer<LabelledText> values;
  private final PassedOver passedOver;
  private final BooleanSupplier stopped;
  private final WaitListener waiting;
  private @Nullable Reading begun;

  /**
   * Rows to be.
   *
   * @param consumers makes a consumer of committed records that is not told where to begin
   * @param passedOver hears of what is left out
   * @param waiting hears of what is waited for
   * @param stopped true when nobody wants them any more; they end by {@link StoppedException} then
   */
  LabelledRows(
      DataPlan plan,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Deserializer<LabelledText> values,
      PassedOver passedOver,
      WaitListener waiting,
      BooleanSupplier stopped) {
    this.plan = plan;
    this.consumers = consumers;
    this.values = values;
    this.passedOver = passedOver;
    this.waiting = waiting;
    this.stopped = stopped;
  }

  /** Begins at the first row, and ends what was begun before. */
  @Override
  public Iterator<Labelled> iterator() {
    close();
    Reading reading = new Reading();
    begun = reading;
    return reading;
  }

  @Override
  public void close() {
    if (begun != null) {
      begun.close();
    }
  }

  private void waits(String what, Exception cause) {
    LOG.warn("waiting for {}: {}", what, cause.getMessage());
    waiting.waiting("waiting for " + what + ": " + cause.getMessage());
  }

  private final class Reading implements Iterator<Labelled> {
    private final Map<TopicPartition, Long> left = new HashMap<>();
    private final Deque<ConsumerRecord<byte[], byte[]>> records = new ArrayDeque<>();
    private final TopicCheck check = new TopicCheck();
    private @Nullable Consumer<byte[], byte[]> consumer;
    private @Nullable Labelled next;
    private int quiet;

    Reading() {
      String topic = plan.topic();
      if (topic != null) {
        plan.to().forEach((p, end) -> put(new TopicPartition(topic, p), end));
      }
    }

    private void put(TopicPartition partition, long end) {
      if (from(partition) < end) {
        left.put(partition, end);
      }
    }

    private long from(TopicPartition partition) {
      return plan.from().getOrDefault(partition.partition(), 0L);
    }

    @Override
    public boolean hasNext() {
      while (next == null) {
        if (stopped.getAsBoolean()) {
          close();
          throw new StoppedException();
        }
        ConsumerRecord<byte[], byte[]> record = records.peek();
        if (record != null) {
          take(record);
        } else if (left.isEmpty()) {
          close();
          return false;
        } else {
          fetch();
        }
      }
      return true;
    }

    @Override
    public Labelled next() {
      if (!hasNext() || next == null) {
        throw new NoSuchElementException();
      }
      Labelled row = next;
      next = null;
      return row;
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
      try {
        LabelledText text = values.deserialize(record.topic(), record.headers(), record.value());
        Long since = plan.since();
        if (text == null) {
          passedOver.add(place(record), "it has no value");
        } else if (since == null || record.timestamp() >= since) {
          next =
              new Labelled(
                  text.getText(),
                  text.getSecondText(),
                  text.getLabel(),
                  record.timestamp(),
                  place(record));
        }
        records.remove();
      } catch (RegistryUnavailableException e) {
        waits("the schema registry", e);
      } catch (SerializationException e) {
        passedOver.add(place(record), String.valueOf(e.getMessage()));
        records.remove();
      }
    }

    private void fetch() {
      Consumer<byte[], byte[]> open = consumer == null ? open() : consumer;
      try {
        poll(open);
        if (!records.isEmpty()) {
          quiet = 0;
        } else if (!left.isEmpty() && ++quiet % LOOK_AFTER == 0) {
          check.requireThere(open, left);
        }
      } catch (RetriableException e) {
        waits("the broker", e);
      }
    }

    private void poll(Consumer<byte[], byte[]> open) {
      try {
        for (ConsumerRecord<byte[], byte[]> record : open.poll(POLL)) {
          Long end = left.get(new TopicPartition(record.topic(), record.partition()));
          if (end != null && record.offset() < end) {
            records.add(record);
          }
        }
        // By position and not by record: the last offsets may be markers of transactions.
        left.entrySet().removeIf(end -> open.position(end.getKey()) >= end.getValue());
      } catch (OffsetOutOfRangeException e) {
        skipDeleted(open, e);
      }
    }

    private Consumer<byte[], byte[]> open() {
      Consumer<byte[], byte[]> opened = consumers.get();
      consumer = opened;
      opened.assign(left.keySet());
      left.keySet().forEach(partition -> opened.seek(partition, from(partition)));
      return opened;
    }

    private void skipDeleted(Consumer<byte[], byte[]> open, OffsetOutOfRangeException e) {
      check.requireThere(open, left);
      Map<TopicPartition, Long> first = open.beginningOffsets(e.partitions());
      e.offsetOutOfRangePartitions()
          .forEach(
              (partition, asked) -> {
                long begins = first.getOrDefault(partition, asked);
                passedOver.deleted(partition + ": offsets " + asked + " to " + (begins - 1));
                open.seek(partition, begins);
              });
    }

    private void close() {
      if (consumer != null) {
        consumer.close();
        consumer = null;
      }
    }
  }

  private static String place(ConsumerRecord<?, ?> record) {
    return record.topic() + "-" + record.partition() + "@" + record.offset();
  }
}
