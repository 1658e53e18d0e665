package io.leebert.streams.accuracy;

import io.leebert.schemas.event.LabelledText;
import io.leebert.schemas.serde.RegistryUnavailableException;
import io.leebert.streams.topology.SparseLines;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads labels out of records; a record that is none is counted and passed over. */
final class LabelRecords {
  private static final Logger LOG = LoggerFactory.getLogger(LabelRecords.class);
  private static final Duration COMPLAIN_EVERY = Duration.ofMinutes(1);

  private final Deserializer<LabelledText> values;
  private final Judge judge;
  private final SparseLines complaints;

  LabelRecords(Deserializer<LabelledText> values, Judge judge, LongSupplier nanoClock) {
    this.values = values;
    this.judge = judge;
    complaints = new SparseLines(COMPLAIN_EVERY, nanoClock);
  }

  /**
   * Has the judge hear of every label.
   *
   * @param consumer had the records; where the registry is away it stands before the first of them
   *     that was not read
   * @throws RegistryUnavailableException when it is; nothing is lost
   */
  void take(Consumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> records) {
    Map<TopicPartition, Long> again = new HashMap<>();
    RegistryUnavailableException away = null;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (away == null) {
        away = take(record);
      }
      if (away != null) {
        // Not the record's fault: it is to be read again, with all that follow it.
        again.putIfAbsent(new TopicPartition(record.topic(), record.partition()), record.offset());
      }
    }
    if (away != null) {
      again.forEach(consumer::seek);
      throw away;
    }
  }

  private @Nullable RegistryUnavailableException take(ConsumerRecord<byte[], byte[]> record) {
    try {
      LabelledText label = values.deserialize(record.topic(), record.headers(), record.value());
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

  private void passOver(ConsumerRecord<?, ?> record, String why) {
    judge.unreadable();
    complaints.next().ifPresent(others -> complain(record, why, others));
  }

  private static void complain(ConsumerRecord<?, ?> record, String why, long others) {
    LOG.atWarn()
        .addKeyValue("topic", record.topic())
        .addKeyValue("partition", record.partition())
        .addKeyValue("offset", record.offset())
        .log(
            "record {}-{}@{} is no labelled text and is passed over{}: {}",
            record.topic(),
            record.partition(),
            record.offset(),
            SparseLines.others(", with ", others, " before it"),
            why);
  }
}
