package io.leebert.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.internal.AbstractRecords;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.junit.jupiter.api.Test;

class RecordSizeTest {

  @Test
  void recordsAreAsLargeAsTheProducerTakesThemToBe() {
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      byte[] key = i % 3 == 0 ? null : new byte[random.nextInt(1 << random.nextInt(20))];
      byte[] value = i % 5 == 0 ? null : new byte[random.nextInt(1 << random.nextInt(20))];
      Headers headers = new RecordHeaders();
      for (int h = random.nextInt(200); h > 0; h--) {
        headers.add(
            "\u00e4".repeat(random.nextInt(100)),
            h % 7 == 0 ? null : new byte[random.nextInt(200)]);
      }
      assertThat(RecordSize.of(key, value, headers))
          .isEqualTo(
              AbstractRecords.estimateSizeInBytesUpperBound(
                  RecordBatch.CURRENT_MAGIC_VALUE,
                  CompressionType.NONE,
                  key,
                  value,
                  headers.toArray()));
    }
  }
}
