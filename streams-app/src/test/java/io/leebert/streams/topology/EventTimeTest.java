package io.leebert.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTimeTest {

  @ParameterizedTest(name = "event {0}, partition {1}: {2}")
  @CsvSource({
    "1700000000000, 5, 1700000000000",
    "0, 5, 0",
    "3, 1700000000000, 3",
    "-1, 1700000000000, 1700000000000",
    "-1, -1, 0",
    "-7, 0, 0"
  })
  void anEventWithoutATimeHasThatOfItsPartitionAndNeverANegativeOne(
      long own, long ofPartition, long expected) {
    ConsumerRecord<Object, Object> event =
        new ConsumerRecord<>(
            "text-events",
            0,
            17,
            own,
            TimestampType.CREATE_TIME,
            0,
            0,
            "key",
            "value",
            new RecordHeaders(),
            Optional.empty());
    assertThat(new EventTime().extract(event, ofPartition)).isEqualTo(expected);
  }
}
