package io.leebert.deploy.materials;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kafka's compressions, with other versions of their libraries than those that Kafka names. */
class CompressionTest {
  @ParameterizedTest
  @EnumSource(CompressionType.class)
  void whatKafkaCompressesItReadsAgain(CompressionType type) {
    byte[] value = "the parcel has not arrived ".repeat(1000).getBytes(StandardCharsets.UTF_8);
    Compression compression = Compression.of(type).build();
    ByteBuffer written =
        MemoryRecords.withRecords(compression, new SimpleRecord(value), new SimpleRecord(value))
            .buffer();
    if (type != CompressionType.NONE) {
      assertThat(written.remaining()).isLessThan(value.length / 2);
    }
    assertThat(
            StreamSupport.stream(
                MemoryRecords.readableRecords(written).records().spliterator(), false))
        .hasSize(2)
        .allSatisfy(record -> assertThat(record.value()).isEqualTo(ByteBuffer.wrap(value)));
  }
}
